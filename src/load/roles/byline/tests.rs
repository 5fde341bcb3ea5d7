use super::*;

#[track_caller]
fn check(text: &str, name: Option<&str>, date: Option<&str>) {
    let found = read(text).filter(|f| !f.is_bare_name);
    let (found_name, found_date) = found.map_or((None, None), |f| (f.name, f.date));
    assert_eq!(found_name.as_deref(), name, "name in {text:?}");
    assert_eq!(found_date.as_deref(), date, "date in {text:?}");
}

#[test]
fn names_and_dates() {
    check(
        "Ann Lee\n23 February 2016",
        Some("Ann Lee"),
        Some("23 February 2016"),
    );
    check(
        "Ann Lee\nPort Alder, 12 May 2024",
        Some("Ann Lee"),
        Some("12 May 2024"),
    );
    check("By Ann Lee", Some("Ann Lee"), None);
    check(
        "By Ann Lee and Bo Ek, staff writers",
        Some("Ann Lee and Bo Ek, staff writers"),
        None,
    );
    check(
        "BY ANN LEE | MARCH 3, 2021",
        Some("ANN LEE"),
        Some("MARCH 3, 2021"),
    );
    check(
        "Von Anna Lehmann, 3. März 2021",
        Some("Anna Lehmann"),
        Some("3. März 2021"),
    );
    check(
        "Par Anne Le Goff · 3 mars 2021",
        Some("Anne Le Goff"),
        Some("3 mars 2021"),
    );
    check(
        "Friday, September 9, 2016",
        None,
        Some("Friday, September 9, 2016"),
    );
    check("Published on 2021-03-03", None, Some("2021-03-03"));
    check("2021年3月3日", None, Some("2021年3月3日"));
    check(
        "Published: 3 March 2021 | Updated: 5 March 2021",
        None,
        Some("3 March 2021"),
    );
    check(
        "Updated 5 March 2021\nPublished 3 March 2021",
        None,
        Some("3 March 2021"),
    );
    check("Ann Lee, 3.3.2021", Some("Ann Lee"), Some("3.3.2021"));
    check(
        "Author: Ann Lee\nDate: 3 March 2021, 10:15 GMT",
        Some("Ann Lee"),
        Some("3 March 2021, 10:15 GMT"),
    );
}

#[test]
fn other_short_lines() {
    for text in [
        "The wheel stops",
        "By the river stood a mill",
        "It stopped on 3 March 2021.",
        "In March 2021 nobody came to the mill",
        "Three things to know",
        "Chapter 3",
        "1984",
        "May",
        "“Yes,” said Ann Lee on 3 March",
    ] {
        check(text, None, None);
    }
}
