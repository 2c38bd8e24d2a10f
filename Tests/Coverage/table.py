#!/usr/bin/env python3
"""Lines and regions that the suite reaches, a line a target: table.py CODECOV.json"""
import collections
import json
import sys

totals = collections.defaultdict(lambda: [0, 0, 0, 0])
for file in json.load(open(sys.argv[1]))["data"][0]["files"]:
    _, found, path = file["filename"].rpartition("/Sources/")
    if not found or "/checkouts/" in file["filename"]:
        continue
    lines, regions = file["summary"]["lines"], file["summary"]["regions"]
    counts = [lines["covered"], lines["count"], regions["covered"], regions["count"]]
    for name in (path.split("/")[0], "all"):
        totals[name] = [a + b for a, b in zip(totals[name], counts)]

print(f"{'target':12}  lines  regions")
for name in sorted(totals, key=lambda name: (name == "all", name)):
    lines, line_count, regions, region_count = totals[name]
    print(f"{name:12} {100 * lines / line_count:5.1f}%  {100 * regions / region_count:5.1f}% of {region_count}")
