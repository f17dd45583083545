"""Text that people and attackers send: our own small list, after the Big List of Naughty Strings."""

#: One line of HTML that runs in no browser, but shows unescaped if we forget.
MARK = "<script>alert('amparo')</script>"

NASTY = (
    "", " ", "\x00", "94601\x00", "\x00\x01\x02\x1b[31m", "\ufeff94601", "\u202e94601\u202c",
    "\u2066a\u2069\u200b\u200d",
    "\ufffd\ufffe\uffff", "\U000e0001", "a\u0300" * 60, "ﷺ" * 100, "😀" * 100, "ß" * 100, "İ" * 100,
    "ǅ", "٩٤٦٠١", "９４６０１",
    "1e309", "NaN", "-1", "9" * 400, "0x7fffffff", "9223372036854775808", "१२३४५", "²³", "½", "1_000", "+5", "5.0",
    MARK, '"><svg onload=alert(1)>', "' autofocus onfocus=alert(1) x='",
    "</title></textarea><img src=x onerror=alert(1)>",
    "javascript:alert(1)", "data:text/html,<b>", "&lt;b&gt;&amp;&#60;", "<!--", "]]>", "<bdi>", "</main></body></html>",
    "{{ 7*7 }}", "{% raw %}", "${7*7}", "#{7*7}", "%(place)s", "%s%n%d", "%", "%%", "{0}", "{place}",
    "' OR 1=1 --", "'; DROP TABLE listing; --", "1; ATTACH DATABASE 'x' AS y", "\\' UNION SELECT key FROM meta --",
    '"a" NEAR(', '"a" NEAR("b" "c", 5)', "a AND", "NOT", "a OR OR b", "(((", ")", '"', '""', '"""', "*", "a*", "^a",
    "organization:a", "{a b}:c", "- a", "+", "a:b:c", "rank MATCH 'x'", "%_%", "_", "\\", "\\\\",
    "St. John's", "can't", "legal-aid", "«Peña»", "O’Brien", "A&B", "a/b", "C:\\", "../../etc/passwd", "%2e%2e%2f",
    '{"place": "94601"}', "[1,2]", "null", "true", "place=94601&category=legal", "a\r\nSet-Cookie: x=1", "a\nb\tc",
    "zip:94601", "city:oakland-ca", "state:CA", "county:06001", "country:US", "zip:", "city:../x", ":", "state:ZZ",
    "SELECT", "None", "undefined", "=cmd|' /C calc'!A0", "@SUM(1)", "x" * 50_000, "ا" * 20_000, " " * 50_000,
    "Oakland, CA, CA, CA", ",,,,", "CA,", ", CA", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "مساعدة قانونية", "thực phẩm miễn phí", "食物银行", "еда", "manje pou fanmi", "A" * 80 + "é",
)
