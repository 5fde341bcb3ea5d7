//! Keys → actions, by one table in `assets/keys.toml` that the help screen and the README are
//! drawn from too.

use serde::Deserialize;

use super::action::{Action, Command};
use super::key::{Code, Key};

/// The default table.
const DEFAULTS: &str = include_str!("../../assets/keys.toml");

/// What stands in a table for "any letter".
const LETTER: &str = "{a}";

/// Where the keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Focus {
    /// To the article.
    Text,
    /// To a list of the index.
    Index,
}

/// A group of bindings, as the help screen shows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its heading.
    pub name: String,
    /// Where its keys work. Those of the text work in the index too, unless it binds them itself.
    pub focus: Focus,
    /// The bindings.
    pub keys: Vec<Binding>,
}

/// An action and the keys that do it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// The keys as written, separated by spaces.
    pub on: String,
    /// What they do.
    pub run: Action,
    /// The same in a few words.
    pub help: String,
}

/// Bound keys: one, or a prefix and a second; the second may be any letter.
#[derive(Clone, Debug, PartialEq)]
struct Chord {
    first: Key,
    second: Option<Second>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Second {
    Key(Key),
    Letter,
}

/// The table in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    groups: Vec<Group>,
    bound: Vec<(Focus, Chord, Action)>,
}

/// What was typed and has not yet become a command: a count, and the first key of two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// The number so far.
    pub count: Option<usize>,
    /// The prefix.
    pub prefix: Option<Key>,
}

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A command is complete.
    Command(Command),
    /// More is to come.
    Waiting,
    /// The key is not bound here.
    Unbound,
}

/// A table that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeymapError(String);

impl std::fmt::Display for KeymapError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for KeymapError {}

#[derive(Deserialize)]
struct Table {
    group: Vec<Group>,
}

impl Keymap {
    /// The keys that the program comes with.
    ///
    /// # Errors
    /// When the bundled table is broken, which a test rules out.
    pub fn bundled() -> Result<Self, KeymapError> {
        Keymap::parse(DEFAULTS)
    }

    /// Reads a table.
    ///
    /// # Errors
    /// When it is no TOML, names an action or a key that there is not, or binds a key twice.
    pub fn parse(table: &str) -> Result<Self, KeymapError> {
        let table: Table = toml::from_str(table).map_err(|e| KeymapError(e.to_string()))?;
        let mut bound: Vec<(Focus, Chord, Action)> = Vec::new();
        for group in &table.group {
            for binding in &group.keys {
                for written in binding.on.split_whitespace() {
                    let chord = Chord::parse(written)
                        .ok_or_else(|| KeymapError(format!("{written} is no key")))?;
                    if let Some((_, _, other)) = bound
                        .iter()
                        .find(|(focus, c, _)| *focus == group.focus && c.collides(&chord))
                    {
                        let clash = format!("{written} is bound to {other:?} already");
                        return Err(KeymapError(clash));
                    }
                    bound.push((group.focus, chord, binding.run));
                }
            }
        }
        let groups = table.group;
        Ok(Keymap { groups, bound })
    }

    /// The groups, for the help screen.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The table as Markdown, for the README.
    pub fn markdown(&self) -> String {
        let mut out = String::from("| keys | do |\n|---|---|\n");
        for group in &self.groups {
            out.push_str(&format!("| **{}** | |\n", group.name));
            for binding in &group.keys {
                let keys: Vec<String> = binding
                    .on
                    .split_whitespace()
                    .map(|written| format!("`{}`", show(written)))
                    .collect();
                out.push_str(&format!("| {} | {} |\n", keys.join(" "), binding.help));
            }
        }
        out
    }

    /// The first key bound to an action, as the screen shows it.
    pub fn shown(&self, action: Action) -> Option<String> {
        let binding = self
            .groups
            .iter()
            .flat_map(|g| &g.keys)
            .find(|b| b.run == action)?;
        Some(show(binding.on.split_whitespace().next()?))
    }

    /// What `key` becomes after what is pending. A complete or broken sequence clears `pending`.
    pub fn resolve(&self, pending: &mut Pending, key: Key, focus: Focus) -> Resolved {
        if pending.prefix.is_none()
            && let Some(digit) = key.digit().filter(|d| *d > 0 || pending.count.is_some())
        {
            let count = pending.count.unwrap_or(0).saturating_mul(10);
            pending.count = Some(count.saturating_add(digit).min(99_999_999));
            return Resolved::Waiting;
        }
        let found = match focus {
            Focus::Index => self
                .lookup(*pending, key, Focus::Index)
                .or_else(|| self.lookup(*pending, key, Focus::Text)),
            Focus::Text => self.lookup(*pending, key, Focus::Text),
        };
        match found {
            Some(Found::Prefix) => {
                pending.prefix = Some(key);
                Resolved::Waiting
            }
            Some(Found::Action(action, letter)) => {
                let count = pending.count;
                *pending = Pending::default();
                Resolved::Command(Command {
                    action,
                    count,
                    letter,
                })
            }
            None => {
                *pending = Pending::default();
                Resolved::Unbound
            }
        }
    }

    fn lookup(&self, pending: Pending, key: Key, focus: Focus) -> Option<Found> {
        let here = || self.bound.iter().filter(move |(f, _, _)| *f == focus);
        let Some(prefix) = pending.prefix else {
            let (_, chord, action) = here().find(|(_, c, _)| c.first == key)?;
            return Some(match chord.second {
                Some(_) => Found::Prefix,
                None => Found::Action(*action, None),
            });
        };
        let mut after = here().filter(|(_, c, _)| c.first == prefix);
        let exact = |c: &Chord| c.second == Some(Second::Key(key));
        if let Some((_, _, action)) = after.clone().find(|(_, c, _)| exact(c)) {
            return Some(Found::Action(*action, None));
        }
        let letter = key.typed().filter(|c| c.is_alphabetic())?;
        let (_, _, action) = after.find(|(_, c, _)| c.second == Some(Second::Letter))?;
        Some(Found::Action(*action, Some(letter)))
    }
}

enum Found {
    Prefix,
    Action(Action, Option<char>),
}

impl Chord {
    fn parse(written: &str) -> Option<Self> {
        if let Some(first) = Key::parse(written) {
            return Some(Chord {
                first,
                second: None,
            });
        }
        if ["C-", "A-", "S-"].iter().any(|m| written.starts_with(m)) {
            return None;
        }
        let mut chars = written.chars();
        let first = Key::char(chars.next()?);
        let second = match chars.as_str() {
            LETTER => Second::Letter,
            rest => Second::Key(Key::parse(rest)?),
        };
        Some(Chord {
            first,
            second: Some(second),
        })
    }

    /// Whether one would hide the other.
    fn collides(&self, other: &Chord) -> bool {
        self.first == other.first
            && (self.second.is_none() || other.second.is_none() || self.second == other.second)
    }
}

/// Keys as the screen shows them: "Ctrl-d", "]q", "mx" for a mark of any letter.
pub fn show(written: &str) -> String {
    match Key::parse(written) {
        Some(key) => key.to_string(),
        None => written.replace(LETTER, "x"),
    }
}

/// Whether a key leaves a prompt or an overlay without doing anything.
pub fn cancels(key: Key) -> bool {
    key.code == Code::Esc || key == Key::control('c') || key == Key::control('g')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str, focus: Focus) -> Vec<(Action, Option<usize>, Option<char>)> {
        let keymap = Keymap::bundled().unwrap();
        let mut pending = Pending::default();
        let mut commands = Vec::new();
        for key in keys.split_whitespace().map(|k| Key::parse(k).unwrap()) {
            if let Resolved::Command(c) = keymap.resolve(&mut pending, key, focus) {
                commands.push((c.action, c.count, c.letter));
            }
        }
        commands
    }

    #[test]
    fn the_bundled_table_has_no_conflict_and_describes_every_key() {
        let keymap = Keymap::bundled().unwrap();
        for binding in keymap.groups().iter().flat_map(|g| &g.keys) {
            assert!(!binding.help.trim().is_empty(), "{:?}", binding.run);
            assert!(!binding.on.trim().is_empty(), "{:?}", binding.run);
        }
    }

    #[test]
    fn counts_prefixes_and_letters() {
        assert_eq!(
            typed("5 j 1 0 j", Focus::Text),
            [
                (Action::LineDown, Some(5), None),
                (Action::LineDown, Some(10), None)
            ]
        );
        assert_eq!(
            typed("3 ] q", Focus::Text),
            [(Action::NextQuote, Some(3), None)]
        );
        assert_eq!(
            typed("m k ' k ' '", Focus::Text),
            [
                (Action::SetMark, None, Some('k')),
                (Action::GoToMark, None, Some('k')),
                (Action::LastPlace, None, None)
            ]
        );
        assert_eq!(
            typed("5 0 %", Focus::Text),
            [(Action::Percent, Some(50), None)]
        );
    }

    #[test]
    fn a_prefix_does_nothing_alone_and_a_wrong_second_key_drops_it() {
        assert_eq!(
            typed("] x j", Focus::Text),
            [(Action::LineDown, None, None)]
        );
        assert_eq!(typed("z", Focus::Text), []);
    }

    #[test]
    fn the_index_binds_first_and_leaves_the_rest_to_the_text() {
        assert_eq!(typed("j", Focus::Index), [(Action::EntryDown, None, None)]);
        assert_eq!(
            typed("] q", Focus::Index),
            [(Action::NextQuote, None, None)]
        );
        assert_eq!(typed("h", Focus::Index), [(Action::Fold, None, None)]);
        assert_eq!(typed("h", Focus::Text), [(Action::Help, None, None)]);
    }

    #[test]
    fn a_key_bound_twice_is_refused() {
        let table = |on: &str| {
            format!(
                "[[group]]\nname = \"x\"\nfocus = \"text\"\nkeys = [\n\
                 {{ on = \"j\", run = \"line-down\", help = \"a\" }},\n\
                 {{ on = \"{on}\", run = \"line-up\", help = \"b\" }},\n]"
            )
        };
        assert!(Keymap::parse(&table("k")).is_ok());
        assert!(
            Keymap::parse(&table("j"))
                .unwrap_err()
                .to_string()
                .contains("already")
        );
        assert!(Keymap::parse(&table("jx")).is_err());
        assert!(Keymap::parse(&table("C-")).is_err());
    }
}
