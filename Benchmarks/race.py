"""race.py HEED FOLDER [REPEATS]: Heed and DuckDB on the same files, side by side.

Both load and answer in turns; a figure is the median of the repetitions. For a question that has several good
formulations in SQL the one that takes the least processor time is DuckDB's. Every answer of every formulation is
compared with Heed's in every repetition: a difference is printed and fails the run."""

import json
import os
import statistics
import subprocess
import sys
from decimal import Decimal
from pathlib import Path


class Side:
    """A program that loads when it starts, and answers a line with a line."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.load = self.read()
        self.load["peak"] = self.peak()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.process.args[0]} ended early, with exit code {self.process.wait()}")
        return json.loads(line)

    def ask(self, question):
        print(" ".join(question.split()), file=self.process.stdin, flush=True)
        return self.read()

    def peak(self):
        """The most bytes that the whole process has held so far, as Linux tells; 0 elsewhere."""
        status = Path(f"/proc/{self.process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def median(replies, what):
    return statistics.median(reply[what] for reply in replies)


# ---- the questions: Heed's statement, how its answer becomes rows, and SQL for the same rows ----

TRUST = r"regexp_matches(text, '(?i)\b(trust|trusts|trusted|trusting)\b')"
CHURNED = "churned_at <= cast('{clock}' as date)"
SINCE = "moment >= cast('{clock}' as date) - {days}"


def table(answer, number=0):
    tables = answer.get("tables") or [answer]
    names = [column["name"] for column in tables[number]["columns"]]
    return [dict(zip(names, row)) for row in tables[number]["rows"]]


def story(answer):
    """Records as (moment, kind, name, score, detail)."""
    return sorted(
        (row["at"], row["kind"], row["what"], row["score"], row["detail"]) for row in table(answer, 1)
    )


def told(rows):
    """DuckDB's records, written as Heed's story tells them."""
    told = []
    for moment, kind, name, score, text, id, device, amount in rows:
        moment = moment.replace(" ", "T") + "Z"
        if kind == "said":
            detail = f"“{text}” · id {id}"
        else:
            detail = ("" if amount is None else f"amount {Decimal(amount).normalize():f}, ") + f"device {device}"
        told.append((moment, kind, name, score, detail))
    return sorted(told)


def cells(answer):
    """A retention table as (week of the start, week after it, people who came back, people), finished weeks alone."""
    return sorted(
        (row["started"], week, row[f"week {week} n"], row[f"week {week} of"])
        for row in table(answer) for week in range(13) if row[f"week {week} of"]
    )


def questions(clock, customer):
    churned = CHURNED.format(clock=clock)
    recent = lambda days: SINCE.format(clock=clock, days=days - 1)
    sellers = f"role = 'seller' and {churned}"
    tuples = lambda rows: sorted(tuple(row) for row in rows)
    return {
        "Q1": (
            "count churned customers by plan",
            lambda answer: sorted((row["plan"], row["count"]) for row in table(answer)),
            tuples,
            {"": f"select plan, count(*) from customers where {churned} group by plan"},
        ),
        "Q2": (
            "count customers where did order at least 3 times in last 90 days and did not login in last 30 days",
            lambda answer: [(answer["summary"]["count"],)],
            tuples,
            {
                "anti-join": f"""
                    select count(*) from (select customer from events where name = 'order' and {recent(90)}
                      group by customer having count(*) >= 3) as orders
                    where customer not in (select customer from events where name = 'login' and {recent(30)})""",
                "one pass": f"""
                    select count(*) from (select customer from events
                      where {recent(90)} and name in ('order', 'login') group by customer
                      having count(*) filter (name = 'order') >= 3
                        and count(*) filter (name = 'login' and {recent(30)}) = 0) as found""",
                "flags": f"""
                    select count(*) from (select customer from events
                      where {recent(90)} and (name = 'order' or name = 'login' and {recent(30)})
                      group by customer
                      having sum(if(name = 'order', 1, 1000000)) between 3 and 999999) as found""",
            },
        ),
        "Q3": (
            "segment sellers where churned and mentioned trust show id",
            lambda answer: sorted((row["id"],) for row in table(answer)),
            tuples,
            {
                "scan": f"""
                    select id from customers where {sellers}
                      and id in (select customer from feedback where {TRUST})""",
                "scan, likely texts first": f"""
                    select id from customers where {sellers} and id in (select customer from feedback
                      where contains(lower(text), 'trust') and {TRUST})""",
                "scan, either case": f"""
                    select id from customers where {sellers} and id in (select customer from feedback
                      where (contains(text, 'rust') or contains(text, 'RUST')) and {TRUST})""",
                "people first": f"""
                    with theirs as materialized (select customer, text from feedback
                      where customer in (select id from customers where {sellers}))
                    select distinct customer from theirs where contains(lower(text), 'trust') and {TRUST}""",
            },
        ),
        "Q4": (
            "funnel list_item then order then pay within 14 days for customers by plan",
            lambda answer: sorted((row["plan"], int(row["step"][0]), row["people"]) for row in table(answer)),
            tuples,
            {
                "as-of joins": f"""
                    with l as (select customer, moment from events where name = 'list_item'),
                      o as (select customer, moment from events where name = 'order'),
                      p as (select customer, moment from events where name = 'pay'),
                      lo as (select o.customer, o.moment, l.moment as first from o asof join l
                        on o.customer = l.customer and o.moment >= l.moment
                        where o.moment <= l.moment + interval 14 day),
                      lop as (select distinct p.customer from p asof join lo
                        on p.customer = lo.customer and p.moment >= lo.moment
                        where p.moment <= lo.first + interval 14 day),
                      steps as (select customer, 1 as step from (select distinct customer from l)
                        union all select customer, 2 from (select distinct customer from lo)
                        union all select customer, 3 from lop)
                    select plan, step, count(*) from steps join customers on id = customer group by plan, step""",
                "windows": f"""
                    with e as (select customer, name, moment, list_position(['list_item', 'order', 'pay'], name) as step
                        from events where name in ('list_item', 'order', 'pay')),
                      a as (select *, max(if(step = 1, moment, null)) over w as l from e
                        window w as (partition by customer order by moment, step rows unbounded preceding)),
                      b as (select *, max(if(step = 2 and moment <= l + interval 14 day, l, null)) over w as o
                        from a window w as (partition by customer order by moment, step rows unbounded preceding)),
                      reached as (select customer, max(case when step = 3 and moment <= o + interval 14 day then 3
                        when o is not null then 2 when l is not null then 1 end) as most from b group by customer)
                    select plan, step, count(*) from reached join customers on id = customer
                      join (select unnest([1, 2, 3]) as step) on most >= step group by plan, step""",
            },
        ),
        "Q5": (
            "retention of login by calendar week for 12 weeks from signup for customers where signup since 2025-07-07",
            cells,
            tuples,
            {
                "": f"""
                    with starts as (select id, date_trunc('week', signup)::date as week from customers
                        where signup >= date '2025-07-07'),
                      sizes as (select week, count(*) as people from starts group by week),
                      back as (select distinct id, week, (date_trunc('week', moment)::date - week) // 7 as later
                        from events join starts on customer = id where name = 'login' and moment >= '2025-07-07'),
                      counts as (select week, later, count(*) as people from back group by week, later)
                    select strftime(sizes.week, '%G-W%V'), weeks.later, coalesce(counts.people, 0), sizes.people
                      from sizes cross join (select unnest(range(13)) as later) as weeks
                      left join counts on counts.week = sizes.week and counts.later = weeks.later
                      where sizes.week + 7 * (cast(weeks.later as integer) + 1) <= cast('{clock}' as date)"""
            },
        ),
        "Q6": (
            "trend customers doing anything by week",
            lambda answer: sorted(
                (row["week"], row["customers doing anything"])
                for row in table(answer) if row["customers doing anything"]
            ),
            tuples,
            {
                "distinct count": """
                    select strftime(week, '%G-W%V'), people from (select date_trunc('week', moment) as week,
                      count(distinct customer) as people from events group by week)""",
                "two steps": """
                    select strftime(week, '%G-W%V'), count(*) from (select distinct
                      date_trunc('week', moment) as week, customer from events) group by week""",
            },
        ),
        "Q8": (
            f"person {customer}",
            story,
            told,
            {
                "": f"""
                    select moment, 'event' as kind, name, null as score, null as text, null as id, device, amount
                      from events where customer = '{customer}'
                    union all select moment, 'said', channel, score, text, id, null, null
                      from feedback where customer = '{customer}'
                    order by moment, kind"""
            },
        ),
    }


def compare(name, way, ours, theirs):
    if ours == theirs:
        return True
    print(f"{name}{' ' + way if way else ''}: the answers differ, {len(ours)} rows against {len(theirs)}")
    for label, only in (("Heed", set(ours) - set(theirs)), ("DuckDB", set(theirs) - set(ours))):
        for row in sorted(only, key=str)[:3]:
            print(f"  {label} alone: {row}")
    return False


def race(heed_command, folder, repeats):
    commands = {
        "Heed": [heed_command, f"{folder}/workspace.heed"],
        "DuckDB": [sys.executable, str(Path(__file__).with_name("duckdb_side.py")), folder],
    }
    bytes_read = sum(os.path.getsize(f"{folder}/{name}.csv") for name in ("customers", "events", "feedback"))
    loads = {name: [] for name in commands}
    sides = {}
    for _ in range(min(repeats, 3)):
        for name, command in commands.items():
            if name in sides:
                sides[name].close()
            sides[name] = Side(*command)
            loads[name].append(sides[name].load)
    heed, duckdb = sides["Heed"], sides["DuckDB"]

    clock = duckdb.ask("select max(moment) from (select moment from events union all select moment from feedback)")["rows"][0][0]
    # Somebody who does much, has spoken, and is still there.
    customer = duckdb.ask(
        """select customer from events where customer in (select customer from feedback group by customer
             having count(*) >= 3) and customer in (select id from customers where churned_at is null)
           group by customer order by count(*) desc, customer
           limit 1 offset (select count(*) // 1000 from customers)"""
    )["rows"][0][0]

    rows = [("load", median(loads["Heed"], "wall"), median(loads["Heed"], "cpu"),
             median(loads["DuckDB"], "wall"), median(loads["DuckDB"], "cpu"), "")]
    differing = set()
    for name, (statement, ours, theirs, ways) in questions(clock, customer).items():
        heed_replies, ways_replies = [], {way: [] for way in ways}
        for _ in range(1 + repeats):
            heed_replies.append(heed.ask(statement))
            for way, sql in ways.items():
                reply = duckdb.ask(sql)
                ways_replies[way].append(reply)
                if (name, way) not in differing:
                    if not compare(name, way, ours(heed_replies[-1]["answer"]), theirs(reply["rows"])):
                        differing.add((name, way))
        # The first turn warms up.
        del heed_replies[0]
        for replies in ways_replies.values():
            del replies[0]
        best = min(ways, key=lambda way: median(ways_replies[way], "cpu"))
        rows.append((name, median(heed_replies, "wall"), median(heed_replies, "cpu"),
                     median(ways_replies[best], "wall"), median(ways_replies[best], "cpu"), best))
    for side in sides.values():
        side.close()

    print(f"{bytes_read / 1e6:,.0f} MB of CSV; milliseconds, medians of {repeats} (load: {min(repeats, 3)})\n")
    print(f"{'':6}{'Heed wall':>11}{'cpu':>11}{'DuckDB wall':>13}{'cpu':>11}{'wall ÷':>9}{'cpu ÷':>9}  DuckDB's best")
    for name, wall, cpu, their_wall, their_cpu, way in rows:
        print(f"{name:6}{wall * 1e3:11,.2f}{cpu * 1e3:11,.2f}{their_wall * 1e3:13,.2f}{their_cpu * 1e3:11,.2f}"
              f"{their_wall / wall:9.2f}{their_cpu / cpu:9.2f}  {way}")
    print("\n÷ is DuckDB's time over Heed's: above 1, Heed is the faster.")
    for name in commands:
        peak = median(loads[name], "peak")
        print(f"Peak memory of the load, {name}: {peak / 1e6:,.0f} MB, {peak / bytes_read:.2f} times the CSV bytes")
    print("THE ANSWERS DIFFER." if differing else "All answers agree.")
    return not differing


if __name__ == "__main__":
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    sys.exit(0 if race(sys.argv[1], sys.argv[2], repeats) else 1)
