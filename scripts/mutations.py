#!/usr/bin/env python3
"""Breaks one rule of the order book at a time in a copy, and reports whether the oracle test fails.

Run: scripts/mutations.py [NAME …]; needs a JDK in JAVA_HOME, Maven, and the downloads of an earlier build.
Exits 1 if a mutation survives or cannot be tried. With --table it prints the table of docs/development.md.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOK = Path("sim-core/src/main/java/io/quanttradinggym/sim/book")
TEST = "OrderBookOracleTest"


@dataclass(frozen=True, kw_only=True)
class Mutation:
    """One rule and the source change that breaks it.

    Attributes:
        name: Name of the mutation.
        rule: Broken rule.
        file: File name in the book's package.
        old: Code to replace; it occurs exactly once.
        new: Replacement code.
    """

    name: str
    rule: str
    file: str
    old: str
    new: str


MUTATIONS = (
    Mutation(
        name="last-in-first-out",
        rule="at one price, the oldest order trades first",
        file="Ladder.java",
        old="""    int tail = (int) (links >>> 32);
    words[order + ID] = orderId;
    words[order + QUANTITY] = lots;
    words[order + LINKS] = (links & HIGH) | level;
    words[order + REFERENCE] = level | flags | ((long) owner << 32);
    words[level + LINKS] = (links & LOW) | ((long) order << 32);
    words[tail + LINKS] = (words[tail + LINKS] & HIGH) | order;
""",
        new="""    int head = (int) links;
    words[order + ID] = orderId;
    words[order + QUANTITY] = lots;
    words[order + LINKS] = head | ((long) level << 32);
    words[order + REFERENCE] = level | flags | ((long) owner << 32);
    words[level + LINKS] = (links & HIGH) | order;
    words[head + LINKS] = (words[head + LINKS] & LOW) | ((long) order << 32);
""",
    ),
    Mutation(
        name="incoming-price",
        rule="a trade has the price of the resting order",
        file="Matcher.java",
        old="int ticks = from.bestTicks();",
        new="int ticks = limitTicks;",
    ),
    Mutation(
        name="hidden-first",
        rule="at one price, displayed quantity trades before hidden quantity",
        file="Matcher.java",
        old="Ladder from = hidden.bestKey() < shown.bestKey() ? hidden : shown;",
        new="Ladder from = hidden.bestKey() <= shown.bestKey() ? hidden : shown;",
    ),
    Mutation(
        name="reserve-keeps-its-place",
        rule="the next slice of a reserve order joins the end of the queue",
        file="LiveOrders.java",
        old="arena.moveToTail(order, level);",
        new="",
    ),
    Mutation(
        name="growth-keeps-its-place",
        rule="an order with an increased quantity loses its priority",
        file="OrderBook.java",
        old="if (newPriceTicks == orders.ticksOf(order) && newRemainingLots <= remaining) {",
        new="if (newPriceTicks == orders.ticksOf(order)) {",
    ),
    Mutation(
        name="reduction-loses-its-place",
        rule="a reduced order keeps its priority",
        file="LiveOrders.java",
        old="words[levelOf(order) + QUANTITY] -= lots - fromReserve;",
        new="words[levelOf(order) + QUANTITY] -= lots - fromReserve;\n    arena.moveToTail(order, levelOf(order));",
    ),
    Mutation(
        name="immediate-rests",
        rule="the rest of an immediate-or-cancel order is cancelled",
        file="OrderBook.java",
        old="(market || tif == TimeInForce.IOC || tif == TimeInForce.FOK)",
        new="(market || tif == TimeInForce.FOK)",
    ),
    Mutation(
        name="kill-fills-partly",
        rule="a fill-or-kill order trades its full quantity or nothing",
        file="OrderBook.java",
        old="boolean fillable = tif != TimeInForce.FOK || matcher.canFill(owner, side, limit, lots, rule);",
        new="boolean fillable = true;",
    ),
    Mutation(
        name="post-only-takes",
        rule="a post-only order is rejected if it would trade immediately",
        file="OrderBook.java",
        old="return ticket.postOnly && matcher.crosses(ticket.side, ticket.priceTicks)",
        new="return ticket.postOnly && phase == TradingPhase.HALTED",
    ),
    Mutation(
        name="stop-beyond-its-price",
        rule="a trade at the stop price triggers the order",
        file="OrderBook.java",
        old="buys.bestTicks() <= matcher.highTicks()",
        new="buys.bestTicks() < matcher.highTicks()",
    ),
    Mutation(
        name="cancel-both-spares-the-newest",
        rule="self-trade prevention CANCEL_BOTH cancels both orders",
        file="Matcher.java",
        old="if (rule == SelfTradePrevention.CANCEL_OLDEST) {\n      return lots;",
        new="if (rule != SelfTradePrevention.CANCEL_NEWEST) {\n      return lots;",
    ),
    Mutation(
        name="foreign-cancel",
        rule="only the owner may cancel an order",
        file="OrderBook.java",
        old="order == NIL || (int) (reference >>> 32) != owner || (reference & DETAILED) != 0",
        new="order == NIL || (reference & DETAILED) != 0",
    ),
    Mutation(
        name="band-without-its-edge",
        rule="the bounds of the price band are inclusive",
        file="Ladder.java",
        old="return (ticks ^ keyMask) < lowestKey;",
        new="return (ticks ^ keyMask) <= lowestKey;",
    ),
    Mutation(
        name="auction-ignores-imbalance",
        rule="among prices of equal volume, an auction selects the price with the smallest imbalance",
        file="Auction.java",
        old="return imbalance < bestImbalance\n",
        new="return imbalance > bestImbalance\n",
    ),
    Mutation(
        name="late-expiry",
        rule="a good-till-date order expires when its time is reached",
        file="OrderBook.java",
        old="orders.details.expiryNanos(order) <= nowNanos",
        new="orders.details.expiryNanos(order) < nowNanos",
    ),
)


def main() -> int:
    """Tries the mutations given on the command line, or all mutations."""
    arguments = sys.argv[1:]
    if arguments == ["--table"]:
        print_table()
        return 0
    unknown = set(arguments) - {mutation.name for mutation in MUTATIONS}
    if unknown:
        print(f'NAME: got "{", ".join(sorted(unknown))}", expected names listed by --table', file=sys.stderr)
        return 2
    chosen = [mutation for mutation in MUTATIONS if not arguments or mutation.name in arguments]
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        scratch = Path(folder)
        copy(scratch)
        if not passes(scratch):
            print("the oracle test fails without any mutation", file=sys.stderr)
            return 1
        killed = sum(try_mutation(scratch, mutation) for mutation in chosen)
    print(f"{killed} of {len(chosen)} mutations killed")
    return 0 if killed == len(chosen) else 1


def print_table() -> None:
    """Prints the mutations as Markdown."""
    print("| mutation | rule that it breaks | where |\n|---|---|---|")
    for mutation in MUTATIONS:
        print(f"| `{mutation.name}` | {mutation.rule} | `{mutation.file.removesuffix('.java')}` |")


def copy(scratch: Path) -> None:
    """Copies the sources and tests of the book; compiler warnings are not errors in the copy."""
    pom = (ROOT / "pom.xml").read_text()
    pom = re.sub(r"<modules>.*?</modules>", "<modules><module>sim-core</module></modules>", pom, flags=re.DOTALL)
    (scratch / "pom.xml").write_text(pom.replace("<arg>-Werror</arg>", ""))
    shutil.copytree(ROOT / ".mvn", scratch / ".mvn")
    shutil.copytree(ROOT / "sim-core/src", scratch / "sim-core/src")
    shutil.copy(ROOT / "sim-core/pom.xml", scratch / "sim-core/pom.xml")


def try_mutation(scratch: Path, mutation: Mutation) -> bool:
    """Returns whether the oracle test fails under a mutation."""
    file = scratch / BOOK / mutation.file
    source = file.read_text()
    if source.count(mutation.old) != 1:
        print(f"{mutation.name:32} CANNOT BE APPLIED to {mutation.file}", flush=True)
        return False
    file.write_text(source.replace(mutation.old, mutation.new))
    try:
        survived = passes(scratch)
    except RuntimeError as error:
        print(f"{mutation.name:32} CANNOT BE TRIED: {error}", flush=True)
        return False
    finally:
        file.write_text(source)
    print(f"{mutation.name:32} {'SURVIVED' if survived else 'killed'}", flush=True)
    return not survived


def passes(scratch: Path) -> bool:
    """Returns whether the oracle test passes.

    Raises:
        RuntimeError: The test did not run to its end.
    """
    report = scratch / f"sim-core/target/surefire-reports/TEST-io.quanttradinggym.sim.book.{TEST}.xml"
    report.unlink(missing_ok=True)
    command = ["mvn", "-o", "-B", "-ntp", "-pl", "sim-core", "test", f"-Dtest={TEST}"]
    run = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    if not report.exists():
        raise RuntimeError("\n".join(run.stdout.splitlines()[-20:]))
    counts = re.search(r'tests="(\d+)" errors="(\d+)" skipped="\d+" failures="(\d+)"', report.read_text())
    if counts is None or counts[1] == "0":
        raise RuntimeError(f"no test was run: {report.read_text()[:300]}")
    return counts[2] == "0" and counts[3] == "0"


if __name__ == "__main__":
    sys.exit(main())
