"""A sealed file opens with its key, whole and unchanged, or not at all."""

import io

import pytest

from kamquiz.storage import encryption as sealing
from kamquiz.storage.encryption import SealedReader, SealError, SealingWriter

KEY = "a key of the tests, long enough to be one"


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch):
    """Many pieces from few bytes, and keys that cost next to nothing; commands use real ones."""
    monkeypatch.setattr(sealing, "PIECE_BYTES", 10)
    monkeypatch.setitem(sealing._SCRYPT, "n", 2)


def sealed(text: bytes, key: str = KEY) -> bytes:
    file = io.BytesIO()
    with SealingWriter(file, key) as writer:
        for start in range(0, len(text), 7):
            writer.write(text[start : start + 7])
    return file.getvalue()


def opened(file: bytes, key: str = KEY) -> bytes:
    return SealedReader(io.BytesIO(file), key).readall()


@pytest.mark.parametrize("length", [0, 1, 9, 10, 11, 20, 333])
def test_what_was_sealed_comes_back(length):
    text = bytes(number % 251 for number in range(length))

    assert opened(sealed(text)) == text


def test_the_same_text_is_sealed_differently_each_time_and_shows_nothing():
    one, other = sealed(b"insight-1" * 20), sealed(b"insight-1" * 20)

    assert one[len(sealing.MAGIC) :] != other[len(sealing.MAGIC) :]
    assert b"insight" not in one


def test_another_key_opens_nothing():
    with pytest.raises(SealError, match="another key"):
        opened(sealed(b"text"), KEY + ".")


@pytest.mark.parametrize("file", [b"", b"SQLite format 3\x00", sealing.MAGIC, sealing.MAGIC + b"x"])
def test_another_file_is_said_to_be_none(file):
    with pytest.raises(SealError, match="no backup"):
        opened(file)


def test_a_change_of_any_byte_is_noticed():
    whole = sealed(b"thirty bytes in three pieces..")
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1

        with pytest.raises(SealError):
            opened(bytes(changed))


def test_a_file_that_ends_too_early_is_noticed():
    whole = sealed(b"thirty bytes in three pieces..")
    for length in range(len(whole)):
        with pytest.raises(SealError):
            opened(whole[:length])


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda head, pieces: [head, *pieces[1:]], id="the first left out"),
        pytest.param(
            lambda head, pieces: [head, pieces[1], pieces[0], pieces[2]], id="two swapped"
        ),
        pytest.param(lambda head, pieces: [head, *pieces, pieces[2]], id="the last repeated"),
        pytest.param(lambda head, pieces: [head, *pieces[:2]], id="the last left out"),
        pytest.param(lambda head, pieces: [head, *pieces, b"x"], id="something behind"),
    ],
)
def test_pieces_cannot_be_moved_left_out_or_added(changed):
    whole = sealed(b"thirty bytes in three pieces..")
    size = 4 + 10 + sealing.TAG_BYTES
    head, rest = whole[: -3 * size], whole[-3 * size :]
    pieces = [rest[start : start + size] for start in range(0, 3 * size, size)]
    assert opened(b"".join([head, *pieces]))

    with pytest.raises(SealError):
        opened(b"".join(changed(head, pieces)))


def test_a_file_whose_writing_failed_cannot_be_opened():
    file = io.BytesIO()

    def broken_off():
        with SealingWriter(file, KEY) as writer:
            writer.write(b"thirty bytes in three pieces..")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        broken_off()
    with pytest.raises(SealError):
        opened(file.getvalue())
