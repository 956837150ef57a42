"""What a notebook may call: one chapter, opened on released tables and nothing else (ARCHITECTURE §4)."""

from samlad.chapters.chapter import Chapter, open_chapter

__all__ = ["Chapter", "open_chapter"]
