"""Which state an area code belongs to, as our own published listings use them. Pure data.

Counted from data/listings: a state has a code when a fifth of the listings with it lie there. Codes that no listing
uses are not here, and nothing is said of them. A test counts again.
"""

_OF_STATE = {
    "AK": "907",
    "AL": "205 251 256 334",
    "AR": "479 501 870",
    "AS": "684",
    "AZ": "480 520 602 623 928",
    "CA": ("209 213 310 323 408 415 424 510 530 559 562 619 626 628 650 657 661 669 707 714 747 760 805 818 "
           "831 858 909 916 925 949 951"),
    "CO": "303 719 720 970",
    "CT": "203 860",
    "DC": "202",
    "DE": "302",
    "FL": "239 305 321 352 386 407 561 689 727 772 786 813 850 863 904 941 954",
    "GA": "226 229 404 470 478 678 706 770 912",
    "GU": "671",
    "HI": "808",
    "IA": "319 515 563 641 712",
    "ID": "208",
    "IL": "217 224 309 312 618 630 708 773 815 847 872",
    "IN": "219 260 317 574 765 812",
    "KS": "316 620 785 913",
    "KY": "270 502 606 859",
    "LA": "225 318 337 504 985",
    "MA": "413 508 617 774 781 857 978",
    "MD": "240 301 410 443 667",
    "ME": "207",
    "MI": "231 248 269 313 517 586 616 734 810 906 989",
    "MN": "218 320 507 612 651 952",
    "MO": "314 417 573 636 660 816",
    "MP": "670",
    "MS": "228 601 662",
    "MT": "406",
    "NC": "204 252 336 704 828 910 919 984",
    "ND": "701",
    "NE": "308 402",
    "NH": "603",
    "NJ": "201 609 732 856 862 908 973",
    "NM": "505 575",
    "NV": "702 775",
    "NY": "212 315 347 516 518 585 607 631 646 716 718 845 914 917 929",
    "OH": "216 234 330 419 440 513 567 614 740 937",
    "OK": "405 539 580 918",
    "OR": "503 541 971",
    "PA": "215 267 412 484 570 610 717 724 814",
    "PR": "787 939",
    "RI": "401",
    "SC": "803 843 864",
    "SD": "605",
    "TN": "423 615 731 865 901 931",
    "TX": "210 214 254 281 325 346 361 409 432 469 512 682 713 806 817 830 832 903 915 936 940 956 972 979",
    "UT": "435 801",
    "VA": "276 434 540 571 703 757 804",
    "VI": "340",
    "VT": "802",
    "WA": "206 253 360 425 509",
    "WI": "262 414 608 715 920",
    "WV": "304 681",
    "WY": "307",
}

#: Area code -> the states it belongs to.
STATES: dict[str, frozenset[str]] = {
    code: frozenset(state for state, codes in _OF_STATE.items() if code in codes.split())
    for code in {code for codes in _OF_STATE.values() for code in codes.split()}}
#: Codes that belong to no place: the called side pays.
TOLL_FREE = frozenset({"800", "822", "833", "844", "855", "866", "877", "888"})
