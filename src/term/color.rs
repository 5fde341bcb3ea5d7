//! How many colours the terminal shows, as far as it says so itself: nothing is asked of it.

use std::env;
use std::io;

use termprofile::{DetectorSettings, TermProfile, TermVars};

use crate::app::ColorLevel;

/// What the user wants of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// What the terminal has, none under `NO_COLOR`.
    Auto,
    /// Some in any case.
    Always,
    /// None.
    Never,
}

/// The colours to draw with.
pub(super) fn level(wanted: Wanted) -> ColorLevel {
    // `tmux info` would be run for one more hint.
    let settings = DetectorSettings::new().enable_tmux_info(false);
    let vars = TermVars::from_env(&io::stdout(), settings);
    let no_color = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    choose(wanted, no_color, TermProfile::detect_with_vars(vars))
}

/// Any value of `NO_COLOR` but an empty one counts (no-color.org); the profile minds only some.
fn choose(wanted: Wanted, no_color: bool, profile: TermProfile) -> ColorLevel {
    let has = match profile {
        TermProfile::NoTty | TermProfile::NoColor => ColorLevel::None,
        TermProfile::Ansi16 => ColorLevel::Ansi16,
        TermProfile::Ansi256 => ColorLevel::Ansi256,
        TermProfile::TrueColor => ColorLevel::True,
    };
    match wanted {
        Wanted::Never => ColorLevel::None,
        Wanted::Auto if no_color => ColorLevel::None,
        Wanted::Auto => has,
        Wanted::Always if has == ColorLevel::None => ColorLevel::Ansi16,
        Wanted::Always => has,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use ColorLevel::{Ansi16, Ansi256, None, True};
    use Wanted::{Always, Auto, Never};

    /// A terminal of the environment `variables`, and the levels for [`Auto`], [`Always`] and
    /// [`Never`].
    #[track_caller]
    fn check(variables: &[(&'static str, &'static str)], expected: [ColorLevel; 3]) {
        struct Terminal;
        impl termprofile::IsTerminal for Terminal {
            fn is_terminal(&self) -> bool {
                true
            }
        }
        let source: HashMap<&str, &str> = variables.iter().copied().collect();
        let settings = DetectorSettings::new().enable_tmux_info(false);
        let vars = TermVars::from_source(&source, &Terminal, settings);
        let profile = TermProfile::detect_with_vars(vars);
        let no_color = source.get("NO_COLOR").is_some_and(|v| !v.is_empty());
        let levels = [Auto, Always, Never].map(|wanted| choose(wanted, no_color, profile));
        assert_eq!(levels, expected);
    }

    #[test]
    fn the_environment_says_how_many() {
        check(
            &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
            [True, True, None],
        );
        check(&[("TERM", "xterm-256color")], [Ansi256, Ansi256, None]);
        check(&[("TERM", "linux")], [Ansi16, Ansi16, None]);
        check(&[("TERM", "dumb")], [None, Ansi16, None]);
    }

    #[test]
    fn no_color_is_obeyed_whatever_it_says() {
        for value in ["1", "true", "please"] {
            let variables = [
                ("TERM", "xterm-256color"),
                ("COLORTERM", "truecolor"),
                ("NO_COLOR", value),
            ];
            let levels = if matches!(value, "please") {
                [None, True, None]
            } else {
                [None, Ansi16, None]
            };
            check(&variables, levels);
        }
        check(
            &[("TERM", "linux"), ("NO_COLOR", "")],
            [Ansi16, Ansi16, None],
        );
    }
}
