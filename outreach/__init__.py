"""outreach: one reviewed scam script becomes slide decks, narrated videos and leaflets.

The pipeline, each step turning what the one before it made:

1. `project` finds and reads everything a run may read: content/, templates/, media/ and the date.
2. `source` turns YAML into checked data; `script` and `profiles` turn that into a `Script` and its `Profiles`,
   or into every error at once, each with file:line:column.
3. `adapt` turns a `Script`, an audience, a language and a branch into a `Storyboard`: scenes made of beats.
4. `voices` turn a storyboard's lines into clips; `timeline` turns storyboard and clip lengths into a `Timeline`.
5. `renderers` turn a storyboard (deck, leaflet) or a timeline (video, captions) into bytes.
6. `checks` read a script, a storyboard or a finished artefact and yield diagnostics.
7. `build` drives: plans the artefacts, asks the cache, runs the jobs, checks, writes.
   It alone writes outputs; `cli` writes what a command was asked for, and alone prints.

Beside the steps stands what several of them use: `lang` (where a line may break, how a number is said), `codes` (QR
codes and the addresses behind them), `sound`, `paper` (printed sheets), `aigc` (the label of synthetic voices),
`signing` (the interpreter's clips), `cache` and `runner`. ARCHITECTURE.md has the map and what always holds.

A module imports only from the ones above it (tests/test_layers.py holds the list).
"""

__version__ = "0.1.0"
