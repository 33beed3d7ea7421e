"""What must be said about scans and their delivery."""

from chalicelib.domain.say import Said, text


class TitlePageChoice(Said):
    """Which pages of the scan's file are title page and verso; nothing where there are none."""

    file_pages: str = text(
        "Title page and verso, by their page in the file, such as 1-2 (empty: not in the file)",
        60,
        default="",
    )
