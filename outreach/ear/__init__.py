"""The ear: a recogniser hears every spoken line of a finished film, and what it heard is compared with what was wanted.

`recogniser` turns sound into words, `units` words into syllables (Chinese), words (English) or kana (Japanese),
`judgement` compares them and looks at every number digit by digit. It knows nothing of films.
"""
