//! Themes: what each colour token looks like. A theme is a file in `assets/themes/` and a row in
//! [`THEMES`].

use std::sync::OnceLock;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::analysis::ColourToken;
use crate::app::ColorLevel;

/// A theme that the program comes with; it is parsed when it is first drawn with.
struct Bundled {
    name: &'static str,
    text: &'static str,
    parsed: OnceLock<Theme>,
}

impl Bundled {
    const fn new(name: &'static str, text: &'static str) -> Self {
        Bundled {
            name,
            text,
            parsed: OnceLock::new(),
        }
    }

    fn theme(&self) -> &Theme {
        self.parsed
            .get_or_init(|| parse(self.text).unwrap_or_default())
    }
}

/// The bundled themes by name. The first one is the default: it takes its hues from the user's
/// palette.
static THEMES: [Bundled; 4] = [
    Bundled::new(
        "terminal",
        include_str!("../../assets/themes/terminal.toml"),
    ),
    Bundled::new("dark", include_str!("../../assets/themes/dark.toml")),
    Bundled::new("light", include_str!("../../assets/themes/light.toml")),
    Bundled::new(PLAIN, include_str!("../../assets/themes/plain.toml")),
];

/// The theme that is drawn with where there are no colours.
const PLAIN: &str = "plain";

/// A theme as a file writes it.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    text: String,
    quiet: String,
    faint: String,
    accent: String,
    speech: String,
    time: String,
    lit: String,
    hit: String,
    hit_here: String,
    warn: String,
    error: String,
}

/// The style of each token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// The article.
    pub text: Style,
    /// Counts, roles, the status line.
    pub quiet: Style,
    /// Rules and the map; never words.
    pub faint: Style,
    /// The focused list, links.
    pub accent: Style,
    /// Quoted words.
    pub speech: Style,
    /// Dates.
    pub time: Style,
    /// The quotations of the chosen speaker.
    pub lit: Style,
    /// What a search has found.
    pub hit: Style,
    /// The match that was gone to.
    pub hit_here: Style,
    /// Warnings.
    pub warn: Style,
    /// Errors.
    pub error: Style,
}

/// The names of the themes, the default first.
pub fn names() -> Vec<String> {
    THEMES.iter().map(|theme| theme.name.to_owned()).collect()
}

/// The theme of a name, as far as the terminal's colours reach: true colours want a terminal that
/// announces them, and without any colour there is one theme.
pub fn get(name: &str, level: ColorLevel) -> &'static Theme {
    let name = match level {
        ColorLevel::None => PLAIN,
        ColorLevel::Ansi16 | ColorLevel::Ansi256 if name != PLAIN => THEMES[0].name,
        _ => name,
    };
    let named = THEMES.iter().find(|theme| theme.name == name);
    named.unwrap_or(&THEMES[0]).theme()
}

impl Theme {
    /// The style of a sign (the place, the current paragraph): accent without the underline that
    /// stands for it where there are no colours.
    pub fn sign(&self) -> Style {
        self.accent
            .remove_modifier(Modifier::UNDERLINED)
            .add_modifier(Modifier::BOLD)
    }

    /// The style of an annotation's words.
    pub fn token(&self, token: ColourToken) -> Style {
        match token {
            ColourToken::Speech => self.speech,
            ColourToken::Time => self.time,
        }
    }
}

/// Reads a theme; `None` if it is broken.
fn parse(text: &str) -> Option<Theme> {
    let written: Written = toml::from_str(text).ok()?;
    Some(Theme {
        text: style(&written.text)?,
        quiet: style(&written.quiet)?,
        faint: style(&written.faint)?,
        accent: style(&written.accent)?,
        speech: style(&written.speech)?,
        time: style(&written.time)?,
        lit: style(&written.lit)?,
        hit: style(&written.hit)?,
        hit_here: style(&written.hit_here)?,
        warn: style(&written.warn)?,
        error: style(&written.error)?,
    })
}

/// Reads a style: `#1b1b1b on #e6c067`, `reversed bold`, `cyan`.
fn style(written: &str) -> Option<Style> {
    let mut style = Style::new();
    let mut words = written.split_whitespace();
    while let Some(word) = words.next() {
        style = match word {
            "default" => style,
            "bold" => style.add_modifier(Modifier::BOLD),
            "underline" => style.add_modifier(Modifier::UNDERLINED),
            "reversed" => style.add_modifier(Modifier::REVERSED),
            "on" => style.bg(words.next()?.parse().ok()?),
            colour => style.fg(colour.parse::<Color>().ok()?),
        };
    }
    Some(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DARK: [&str; 8] = [
        "#000000", "#1e1e1e", "#1e1e2e", "#282828", "#282a36", "#282c34", "#2e3440", "#002b36",
    ];
    const LIGHT: [&str; 5] = ["#ffffff", "#fafafa", "#fdf6e3", "#fbf1c7", "#eff1f5"];

    fn luminance(colour: Color) -> f64 {
        let Color::Rgb(r, g, b) = colour else {
            panic!("{colour} is no true colour");
        };
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    /// WCAG's contrast ratio.
    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_theme_is_read_and_its_words_can_be_read() {
        for Bundled { name, text, .. } in &THEMES {
            let theme = parse(text).unwrap_or_else(|| panic!("{name} is broken"));
            let backgrounds: &[&str] = match *name {
                "dark" => &DARK,
                "light" => &LIGHT,
                _ => continue,
            };
            for (style, least) in [
                (theme.quiet, 4.5),
                (theme.faint, 3.0),
                (theme.accent, 4.5),
                (theme.speech, 4.5),
                (theme.time, 4.5),
                (theme.lit, 4.5),
                (theme.hit, 4.5),
                (theme.hit_here, 4.5),
                (theme.warn, 4.5),
                (theme.error, 4.5),
            ] {
                let words = style.fg.unwrap();
                for background in backgrounds {
                    let behind = style.bg.unwrap_or(background.parse().unwrap());
                    let ratio = contrast(words, behind);
                    assert!(ratio >= least, "{name}: {words} on {behind} has {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn colours_follow_what_the_terminal_has() {
        for (name, level) in [
            ("dark", ColorLevel::None),
            ("plain", ColorLevel::Ansi16),
            ("plain", ColorLevel::True),
        ] {
            assert_eq!(get(name, level).speech, Style::new());
        }
        assert_eq!(
            get("dark", ColorLevel::Ansi16).speech,
            Style::new().fg(Color::Magenta)
        );
        assert_ne!(
            get("dark", ColorLevel::True),
            get("light", ColorLevel::True)
        );
    }
}
