"""The pack of a branch's screen: a player, revisions that never change, and one file that names the current.

DIR/current.json, current.js      which revision is shown; the only files of it that change
DIR/index.html, player.js …       the player (templates/screen/)
DIR/branch.json, branch.js        a branch's name, number and code
DIR/<rev>/playlist.json, .js      what is shown when; <rev> is its digest
DIR/<rev>/media/                  films, stills and captions, each under its digest
DIR/<rev>/sha256sums.txt          of all these, for `sha256sum -c`
DIR/<rev>/adapters/               the same for players that are not ours, with sums of their own
"""
