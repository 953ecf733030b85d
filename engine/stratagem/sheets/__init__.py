"""Tables as people keep them, CSV and XLSX → cells with their places, and back.

Files are untrusted: size, rows and columns have limits, formulas are never computed, and whatever cannot be read is
told with its cell. This package does not know what a heading or a cell means.
"""

from stratagem.sheets.cells import Cell, Grid, SheetCell
from stratagem.sheets.reading import TABLES, read_grid

__all__ = ["TABLES", "Cell", "Grid", "SheetCell", "read_grid"]
