"""What steps do to a shipment that was announced: note what is to come, and see that every line of it is answered.

An announcement makes no lot: what the labels say is known when the goods are here. Codes are listed at each effect.
"""

from dataclasses import dataclass

from alokon.sop.model import Spot
from alokon.sop.work import Work, whole, words


@dataclass(frozen=True)
class Announce:
    """Write one line per row with what the sender's paper states; no goods move.

    Codes `no_lines`, `item_unknown`, `quantity_not_positive`.
    """

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """One topmost line of an item and a fund per row; an item may come in several batches."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        for n, row in enumerate(work.rows):
            item, stated = words(row, "item"), whole(row, "stated")
            if item not in work.known_items:
                work.refuse("item_unknown", "item", n, item=item)
            if stated <= 0:
                work.refuse("quantity_not_positive", "stated", n, item=item)
            work.change(item=item, fund=words(row, "fund"), add={"stated": stated}, note=words(row, "note"))


@dataclass(frozen=True)
class AnswerAnnounced:
    """See that every announced line is answered by a row of its item and fund; other rows came unannounced.

    What did not come is answered with zero counted. Codes `announced_unanswered`, `line_unknown`, `line_twice`,
    `announced_other`.
    """

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """Only look; the goods are brought by the effect that follows."""
        wanted = {line.number: line for line in work.case.children(None) if line.lot is None and line["stated"]}
        answered: set[object] = set()
        for n, row in enumerate(work.rows):
            number = row.get("line")
            line = work.case.line(number)
            if number is None:
                continue
            if line is None or line.number not in wanted:
                work.refuse("line_unknown", "item", n, line=number)
            elif number in answered:
                work.refuse("line_twice", "item", n, item=line.item)
            elif (line.item, line.fund) != (words(row, "item"), words(row, "fund")):
                work.refuse("announced_other", "item", n, item=line.item, fund=line.fund)
            answered.add(number)
        for number, line in wanted.items():
            if number not in answered:
                work.refuse("announced_unanswered", "lines", item=line.item, quantity=line["stated"])
