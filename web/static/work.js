// Forms of steps: live sums and the problem list; every page works without this file.
