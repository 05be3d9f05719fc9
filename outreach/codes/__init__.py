"""QR codes and what lies behind them: drawing and reading, addresses, the register, the counts of scans."""
