"""Spike trains that NEST 3.10.0 was given, at the times at which its synapses treat the spikes.

The last presynaptic spike comes 3 s after all others: NEST brings a weight up to date only when
the synapse transmits. In the coincident train, half of the spikes on either side coincide.
"""

import numpy as np

from neurosim.bench import Stimulation


def train(text):
    """Return times in seconds from times in ms."""
    return np.array(text.split(), dtype=float) / 1000


IRREGULAR = Stimulation(
    "irregular",
    train("""
        1022 1063 1093 1187 1276 1293 1311 1338 1350 1385 1472 1594 1616 1698 1702 1881 1986
        1990 2047 2168 2171 2238 2261 2265 2285 2382 2406 2423 2456 2461 2468 2491 2511 2522
        2690 2740 2826 2897 2971 3000 6000
    """),
    train("""
        1007 1016 1044 1045 1081 1084 1160 1252 1288 1302 1304 1371 1474 1487 1496 1661 1800
        1812 1872 1897 1930 1984 2072 2118 2158 2212 2268 2325 2337 2343 2366 2390 2420 2444
        2533 2547 2793 2833 2860 2925
    """),
    6.0001,
    train("""
        1019 1189 1243 1287 1399 1480 1526 1553 1687 1808 1923 1956 1975 2005 2213 2529 2653
        2814 2832 2837
    """),
)

COINCIDENT = Stimulation(
    "coincident",
    train("""
        1005 1009 1023 1040 1059 1080 1129 1139 1140 1186 1193 1198 1210 1224 1243 1252 1259
        1264 1275 1282 1286 1309 1330 1335 1351 1358 1371 1375 1383 1395 4396
    """),
    train("""
        1005 1007 1017 1023 1059 1080 1103 1107 1129 1131 1142 1157 1186 1198 1210 1215 1259
        1279 1282 1286 1288 1335 1342 1359 1369 1371 1375 1382 1395 1396
    """),
    4.3961,
    train("""
        1080 1186 1198 1275 1282 1286 1330 1358 1371 1395
    """),
)
