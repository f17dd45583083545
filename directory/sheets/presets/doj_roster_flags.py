"""Rows of the roster that a person must look at first, and why. Take a row out when somebody has asked.

Each key is the organization's name and ZIP code as the roster prints them.
"""

FLAGS = {
    (
        "African Communities Public Health Coalition",
        "90045",
    ): "phone area code is of another state (often a mobile phone; may be right)",
    (
        "African Congress Authority",
        "77056",
    ): "phone area code is of another state (often a mobile phone; may be right)",
    (
        "California Immigration Project (CIP)",
        "95816",
    ): "EOIR: 1722 J Street, Suite 300, 95811; R&A: 2210 K Street, 95816",
    (
        "Catholic Social Services, Archdiocese of Philadelphia Immigration Legal Services",
        "19140",
    ): "EOIR: 222 N. 17th Street; R&A: 4404 N 5th Street",
    ("Chicago Volunteer Legal Services Foundation", "60602"): "phone area code 313 (probably 312)",
    ("CT Lobos Youth Academy, Inc.", "78704"): "EOIR: 2180 Woodward Street; R&A: P.O. Box 40286",
    ("De Novo", "02050"): "ZIP 02050 is Marshfield; the EOIR list says Cambridge 02141 (same phone)",
    ("Diocese of Grand Rapids Immigration Legal Services", "49503"): "phone area code 615 (probably 616)",
    (
        "Dreamers2gether Inc.",
        "06702",
    ): "phone area code is of another state (often a mobile phone; may be right)",
    ("El Rescate", "90015"): "EOIR list gives ZIP 90031, R&A 90015 (same phone)",
    ("Enlace Services, Inc.", "14508"): "ZIP 14508 is not Rochester",
    ("Express Immigration Services", "91367"): "city spelled 'Wooland Hills' (Woodland Hills)",
    (
        "Human Rights Initiative of North Texas, Inc.",
        "75204",
    ): "EOIR: 2801 Swiss Avenue; R&A: 2914 Swiss Avenue",
    ("ICNA Relief USA Programs", "30022"): "Decatur with Alpharetta ZIP 30022",
    ("Immigrant Hope - Forest Lakes", "54467"): "city and ZIP disagree; phone is a Minnesota number",
    ("Immigration Outreach Service Center (IOSC)", "21239"): "city spelled 'Balitmore'",
    (
        "Jacob A. Riis Neighborhood Settlement",
        "11101",
    ): "phone area code 748 (probably 718); ZIP 11101 is Long Island City",
    ("Jewish Family Services of Silicon Valley", "95035"): "Los Gatos with Milpitas ZIP 95035",
    (
        "Journey Together Immigration",
        "75068",
    ): "phone area code is of another state (often a mobile phone; may be right)",
    (
        "Latin Advocacy Network (LATINAN)",
        "93906",
    ): "phone area code is of another state (often a mobile phone; may be right)",
    ("MIRA USA Inc.", "33321"): "phone area code is of another state (often a mobile phone; may be right)",
    (
        "National Association of New Americans, Inc. D/B/A NANA",
        "08824",
    ): "phone area code is of another state (often a mobile phone; may be right)",
    (
        "Promises for a Future Tomorrow",
        "70461",
    ): "phone area code is of another state (often a mobile phone; may be right)",
    ("Puerto Rican Action Board (PRAB)", "08816"): "New Brunswick with East Brunswick ZIP 08816",
    ("Santa Barbara County Immigrant Legal Defense Center", "91303"): "ZIP 91303 is Canoga Park",
    (
        "Sims Cares for All Inc.",
        "90248",
    ): "phone area code is of another state (often a mobile phone; may be right)",
    ("The Legal Clinic", "96814"): "EOIR: 1001 Bishop Street; R&A: 1020 South Beretania Street",
    ("Urban Justice Center", "11206"): "ZIP 11206 is Brooklyn",
    (
        "Western Illinois DREAMers",
        "61455",
    ): "phone area code is of another state (often a mobile phone; may be right)",
}
