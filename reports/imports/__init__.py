"""Figures that come in as a file. Parsing stands here, knows no database and takes nothing in a file for true."""
