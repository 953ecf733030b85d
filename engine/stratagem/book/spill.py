"""Frames put aside in a file and taken back bucket by bucket, so that no book needs to fit in memory.

This module knows frames and numbers of buckets. It does not know what either means.
"""

from io import BytesIO
from pathlib import Path

import polars as pl


class Spill:
    """A file of frames. Where each stands is remembered, a few bytes for each frame."""

    def __init__(self, file: Path) -> None:
        """An empty file, open until `close`."""
        self._file = file.open("w+b")
        self._places: dict[int, list[tuple[int, int]]] = {}
        self._end = 0

    @property
    def buckets(self) -> list[int]:
        """The buckets that hold anything, ascending."""
        return sorted(self._places)

    def put(self, bucket: int, frame: pl.DataFrame) -> None:
        """Put a frame into a bucket, behind those that are there."""
        written = BytesIO()
        frame.write_ipc(written)
        self._file.seek(self._end)
        self._file.write(written.getbuffer())
        self._places.setdefault(bucket, []).append((self._end, written.tell()))
        self._end += written.tell()

    def put_by(self, column: str, width: int, frame: pl.DataFrame) -> None:
        """Put rows, sorted by a column of numbers, into the buckets of so many numbers each that they belong to."""
        start = 0
        while start < frame.height:
            bucket = int(frame[column][start]) // width
            end = int(frame[column].search_sorted((bucket + 1) * width, side="left"))
            self.put(bucket, frame.slice(start, end - start))
            start = end

    def take(self, bucket: int) -> list[pl.DataFrame]:
        """The frames of a bucket, in the order in which they were put."""
        frames = []
        for start, size in self._places.get(bucket, ()):
            self._file.seek(start)
            frames.append(pl.read_ipc(self._file.read(size)))
        return frames

    def close(self) -> None:
        """Close the file; it is left where it is."""
        self._file.close()
