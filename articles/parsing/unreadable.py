"""The reasons why a submission is unreadable."""


class Unreadable(ValueError):
    """The bytes hold no readable article; `code` says why, `str()` says it in a sentence.

    Codes are stable and part of the API (`status: rejected`, `error.code`):

    ``empty``       nothing, or nothing but white space
    ``not_text``    a picture, an archive or other binary data
    ``too_large``   longer than the limit for its kind
    ``bad_charset`` no known encoding yields text
    ``too_deep``    nested deeper than a browser would draw
    ``bad_mhtml``   an MHTML file without a page that can be decoded
    ``no_article``  readable, but no headline and body in it
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
