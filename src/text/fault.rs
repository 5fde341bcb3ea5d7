//! Faults of code that others wrote: caught, and told by nobody but the caller.

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
}
