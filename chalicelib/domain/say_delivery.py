"""What must be said about scans and their delivery."""

from pydantic import Field

from chalicelib.domain.say import Said, one_of, text


class TitlePageChoice(Said):
    """Which pages of the scan's file are title page and verso; nothing where there are none."""

    file_pages: str = text(
        "Title page and verso, by their page in the file, such as 1-2 (empty: not in the file)",
        60,
        default="",
    )


class FileOrder(Said):
    """All files of a scan, in the order in which they are to be put together."""

    scan: str = one_of("Scan", "file-scans")
    files: list[str] = Field(title="Files, in their order", min_length=1, max_length=100)


class FileChoice(Said):
    file: str = one_of("File", "files")


class ScanRemoval(Said):
    scan: str = one_of("Scan", "removable-scans")
