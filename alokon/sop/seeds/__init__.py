"""The office's procedures as they were printed, one file each; service standards stand beside the SOP they came with.

The texts are the offices', repetitions and all: only wrong letters and words the print broke are mended, and listed.
"""
