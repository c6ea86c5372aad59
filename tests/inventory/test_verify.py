"""A healthy book is proved; every hand that went around the writer is named, with the place and the numbers."""

from tests.inventory.shop import Shop, day


def test_a_healthy_book_is_proved(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    shop.post(shop.issue(10, day("02-05")))
    report = shop.verify()
    assert report.findings == ()
    assert report.sound
    assert (report.seq, report.events, report.moves) == (2, 2, 2)
