//! Faults of code that others wrote: caught, and told by nobody but the caller; and what a system
//! says of an error.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs something that may panic; `None` where it did.
pub fn caught<T>(run: impl FnOnce() -> T) -> Option<T> {
    let outer = IS_CAUGHT.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(run));
    IS_CAUGHT.set(outer);
    done.ok()
}

/// Whether a panic of this thread is [caught]: a panic hook has nothing to print then.
pub fn is_caught() -> bool {
    IS_CAUGHT.get()
}

/// Keeps panics that are [caught] from being printed.
pub fn keep_quiet() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !is_caught() {
            print(info);
        }
    }));
}

/// What the system says of an error, without the number that it adds: `(os error 2)`.
pub fn without_number(words: &str) -> String {
    const NUMBER: &str = " (os error ";
    let mut parts = words.split(NUMBER);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(')') {
            Some((number, rest)) if number.parse::<u32>().is_ok() => kept.push_str(rest),
            _ => kept.extend([NUMBER, part]),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_no_answer_and_the_one_around_it_still_counts() {
        assert_eq!(caught(|| 1), Some(1));
        let outer = caught(|| {
            let inner: Option<u8> = caught(|| panic!("on purpose"));
            (inner, is_caught())
        });
        assert_eq!(outer, Some((None, true)));
        assert!(!is_caught());
    }

    #[test]
    fn an_error_has_no_number() {
        for (words, expected) in [
            ("No such file (os error 2)", "No such file"),
            ("a (os error 2): b (os error 13)", "a: b"),
            ("a (os error x)", "a (os error x)"),
            ("a (os error 2", "a (os error 2"),
            ("", ""),
        ] {
            assert_eq!(without_number(words), expected);
        }
    }
}
