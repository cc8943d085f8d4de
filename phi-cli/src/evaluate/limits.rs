//! `--fail-under` and `--fail-over`.

use super::figures::{Named, named};
use super::score::Tally;
use crate::failure::{Failure, complain};

/// A figure and what it must not fall below, or rise above.
pub(super) struct Limit {
    figure: Named,
    least: bool,
    value: f64,
}

/// Reads `token-recall=0.9`.
pub(super) fn limits(under: &[String], over: &[String]) -> Result<Vec<Limit>, Failure> {
    let options = under.iter().map(|text| (true, text)).chain(over.iter().map(|text| (false, text)));
    options.map(|(least, text)| limit(text, least)).collect()
}

fn limit(text: &str, least: bool) -> Result<Limit, Failure> {
    let wrong = |what: String| Failure::at(if least { "--fail-under" } else { "--fail-over" }, what);
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let mut named = named();
    let Some(at) = named.iter().position(|(known, _)| known == name.trim()) else {
        let known = named.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(", ");
        return Err(wrong(format!("no figure `{name}`; known: {known}")));
    };
    match value.trim().parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Limit { figure: named.swap_remove(at), least, value }),
        _ => Err(wrong(format!("needs a number behind the name: {name}=0.9"))),
    }
}

/// Tells which limits do not hold. A figure that cannot be counted holds none.
pub(super) fn all_hold(limits: &[Limit], total: &Tally) -> bool {
    let broken = limits.iter().filter(|limit| {
        let (name, figure) = &limit.figure;
        let side = if limit.least { "under" } else { "over" };
        match figure(total) {
            Some(value) if (value < limit.value) == limit.least && value != limit.value => {
                complain(&format!("{name} is {value:.4}, {side} the limit of {}", limit.value));
                true
            }
            Some(_) => false,
            None => {
                complain(&format!("{name} has nothing to be counted from, and a limit of {}", limit.value));
                true
            }
        }
    });
    broken.count() == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_hold_to_the_digit() {
        let mut total = Tally::default();
        (total.all.token.right, total.all.token.missed) = (9, 1);
        let holds = |text: &str, least: bool| all_hold(&[limit(text, least).ok().unwrap()], &total);
        assert!(holds("token-recall=0.9", true) && holds("token-recall=0.9", false));
        assert!(!holds("token-recall=0.91", true) && !holds("token-recall=0.89", false));
        assert!(holds("token-precision=1", true), "nothing is false");
        assert!(!holds("traps=0.5", false), "there are none");
    }

    #[test]
    fn what_would_be_right_is_told() {
        let told = |text: &str| match limit(text, true) {
            Err(Failure::Message(message)) => message,
            _ => panic!("{text}"),
        };
        assert!(told("recall=1").starts_with("--fail-under: no figure `recall`; known: token-precision, token-recall"));
        assert_eq!(told("leak"), "--fail-under: needs a number behind the name: leak=0.9");
        assert_eq!(told("leak=nan"), "--fail-under: needs a number behind the name: leak=0.9");
    }
}
