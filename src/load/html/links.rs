//! Where a page is, and where its links lead.

use super::meta::Statements;

/// Resolves links against the page's address.
pub(super) struct Links {
    page: Option<String>,
    base: Option<String>,
}

impl Links {
    /// Of a page that came from `address`, or that says where it belongs.
    pub fn new(address: Option<&str>, page: &Statements) -> Self {
        let is_web = |a: &&str| a.starts_with("http://") || a.starts_with("https://");
        let canonical = page.canonical.as_deref().map(str::trim);
        let own = address.or(canonical).or_else(|| page.meta(&["og:url"]));
        let own = own.filter(is_web).map(str::to_owned);
        let base = page
            .base
            .as_deref()
            .map(str::trim)
            .and_then(|base| match own.as_deref() {
                Some(own) => resolve(own, base),
                None => Some(base.to_owned()).filter(|b| is_web(&b.as_str())),
            });
        Links {
            base: base.or_else(|| own.clone()),
            page: own,
        }
    }

    /// The page's own address.
    pub fn address(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// The fragment of a target inside this page.
    pub fn fragment<'t>(&self, target: &'t str) -> Option<&'t str> {
        if let Some(fragment) = target.strip_prefix('#') {
            return Some(fragment);
        }
        let rest = target.strip_prefix(self.page.as_deref()?)?;
        rest.strip_prefix('#')
    }

    /// Where a link leads: an address of the web or of mail, or a place in the page; `None` for
    /// scripts, data and local files.
    pub fn target(&self, target: &str) -> Option<String> {
        let target: String = target.chars().filter(|c| !c.is_control()).collect();
        let target = target.trim();
        let scheme = scheme(target);
        match scheme.as_deref() {
            Some("http" | "https" | "mailto") => Some(target.to_owned()),
            Some(_) => None,
            None => match &self.base {
                Some(base) => resolve(base, target),
                None => Some(target.to_owned()).filter(|t| !t.is_empty()),
            },
        }
    }
}

/// The scheme of an address, in lower case.
fn scheme(target: &str) -> Option<String> {
    let (scheme, _) = target.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// A reference resolved against an address of the web, as RFC 3986 has it.
fn resolve(base: &str, target: &str) -> Option<String> {
    if let Some(scheme) = scheme(target) {
        return matches!(scheme.as_str(), "http" | "https" | "mailto").then(|| target.to_owned());
    }
    let (protocol, rest) = base.split_once("://")?;
    if target.starts_with("//") {
        return Some(format!("{protocol}:{target}"));
    }
    let rest = rest.split('#').next().unwrap_or(rest);
    let path_at = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(path_at);
    if target.is_empty() || target.starts_with('#') {
        return Some(format!("{protocol}://{rest}{target}"));
    }
    let path = path.split('?').next().unwrap_or("");
    if target.starts_with('?') {
        return Some(format!("{protocol}://{host}{path}{target}"));
    }
    let (target, query) = match target.find(['?', '#']) {
        Some(at) => target.split_at(at),
        None => (target, ""),
    };
    let whole = match target.strip_prefix('/') {
        Some(_) => target.to_owned(),
        None => {
            let folder = path
                .rfind('/')
                .and_then(|at| path.get(..=at))
                .unwrap_or("/");
            format!("{folder}{target}")
        }
    };
    Some(format!(
        "{protocol}://{host}{}{query}",
        without_dots(&whole)
    ))
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    for (at, part) in parts.iter().enumerate() {
        match *part {
            "." | ".." => {
                if *part == ".." {
                    kept.pop();
                }
                if at + 1 == parts.len() {
                    kept.push("");
                }
            }
            part => kept.push(part),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        let base = "https://example.org/a/b?q#f";
        for (target, expected) in [
            ("c", "https://example.org/a/c"),
            ("../c/./d?x#y", "https://example.org/c/d?x#y"),
            ("/c", "https://example.org/c"),
            ("//other.org/c", "https://other.org/c"),
            ("?x", "https://example.org/a/b?x"),
            ("#y", "https://example.org/a/b?q#y"),
            ("http://other.org", "http://other.org"),
            ("../../../c", "https://example.org/c"),
        ] {
            assert_eq!(resolve(base, target).as_deref(), Some(expected), "{target}");
        }
        for target in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
        ] {
            assert_eq!(resolve(base, target), None, "{target}");
        }
    }
}
