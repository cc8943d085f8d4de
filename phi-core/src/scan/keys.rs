//! `key = value`: values that a key names, whatever they look like.

use super::cue_hash::{self, join};
use super::pass::Pass;
use crate::pack::KeyRule;
use crate::score::evidence::{EvidenceKind, EvidenceList};
use std::ops::Range;

/// Longest key name and longest value.
const MAX_NAME: usize = 64;
const MAX_VALUE: usize = 1024;
/// Authentication schemes that stand before the secret in a header.
const SCHEMES: [&[u8]; 7] = [b"bearer", b"basic", b"token", b"apikey", b"oauth", b"digest", b"negotiate"];

impl Pass<'_> {
    /// A `:`, `=` or `>` at `sign`: is there a key before it that a detector knows, and a value behind it?
    pub(super) fn key(&mut self, sign: usize) {
        // Inside a value that was taken every sign is a part of it.
        if sign < self.key_until {
            return;
        }
        let Some((name, hash)) = self.key_name(sign) else { return };
        let Some(value) = self.value(sign) else { return };
        let parameter = name.start > 0 && matches!(self.text[name.start - 1], b'?' | b'&' | b';' | b'#');
        let keys = &self.setup.pack.keys;
        let from = keys.partition_point(|(known, _)| *known < hash);
        for (_, KeyRule { detector, parameter: wanted, min }) in
            keys[from..].iter().take_while(|(known, _)| *known == hash)
        {
            let fits = (!wanted || parameter) && value.len() >= usize::from(*min);
            let named = EvidenceList::of(EvidenceKind::Key);
            if fits && self.setup.plan.has(*detector) && self.settle(*detector, value.clone(), named).is_some() {
                self.key_until = self.key_until.max(value.end);
            }
        }
    }

    /// The longest known key that ends before the sign, and its hash.
    fn key_name(&self, sign: usize) -> Option<(Range<usize>, u32)> {
        let text = self.text;
        let mut end = sign;
        while end > 0 && sign - end < 4 && matches!(text[end - 1], b' ' | b'"' | b'\'' | b'\\' | b'`') {
            end -= 1;
        }
        if text[sign] == b'>' && end != sign {
            return None;
        }
        let stop = end.saturating_sub(MAX_NAME);
        let (start, hash) = self.longest_name(end, stop).or_else(|| self.whole_word(end, stop))?;
        // The name may have more words in front that no detector asks for, as in `db.password`.
        let inside = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
        let more = text[stop..start].iter().rev().take_while(inside).count();
        Some((start - more..end, hash))
    }

    /// `samAccountName` as one word.
    fn whole_word(&self, end: usize, stop: usize) -> Option<(usize, u32)> {
        let run = self.text[stop..end].iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
        let hash = cue_hash::word_at(self.text, end, run);
        (run > 0 && self.tables.cue(hash)?.is_key()).then_some((end - run, hash))
    }

    /// Words of the name from the right; the phrase grows while the table says that a longer one exists.
    fn longest_name(&self, end: usize, stop: usize) -> Option<(usize, u32)> {
        let text = self.text;
        let hump = |at: usize| text[at].is_ascii_uppercase() && text[at - 1].is_ascii_lowercase();
        let (mut word_end, mut phrase, mut best) = (end, None, None);
        loop {
            let mut at = word_end;
            while at > stop && text[at - 1].is_ascii_alphanumeric() && (at == word_end || !hump(at)) {
                at -= 1;
            }
            if at == word_end {
                return best;
            }
            let word = cue_hash::word_at(text, word_end, word_end - at);
            let joined = phrase.map_or(word, |phrase| join(phrase, word));
            let Some(hit) = self.tables.cue(joined) else { return best };
            if hit.is_key() {
                best = Some((at, joined));
            }
            let camel = at > stop && text[at - 1].is_ascii_alphanumeric();
            let separator = at > stop && matches!(text[at - 1], b'_' | b'-' | b'.' | b' ');
            if !hit.continues() || !(camel || separator) {
                return best;
            }
            phrase = Some(joined);
            word_end = at - usize::from(separator);
        }
    }

    /// The value behind the sign, without quotes.
    fn value(&self, sign: usize) -> Option<Range<usize>> {
        let text = self.text;
        let mut at = sign + 1;
        if matches!((text[sign], text.get(at)), (b'=' | b':', Some(b'=' | b'>'))) {
            at += 1;
        }
        let mut skipped = 0;
        while skipped < 3 && matches!(text.get(at), Some(b' ' | b'\t')) {
            at += 1;
            skipped += 1;
        }
        let escaped = text.get(at) == Some(&b'\\') && matches!(text.get(at + 1), Some(b'"' | b'\''));
        at += usize::from(escaped);
        let quote = text.get(at).copied().filter(|b| matches!(b, b'"' | b'\'' | b'`'));
        at += usize::from(quote.is_some());
        let start = self.after_scheme(at);
        let rest = &text[start.min(text.len())..text.len().min(start + MAX_VALUE)];
        let stop = |b: u8| match quote {
            Some(quote) => b == quote || b == b'\n' || b == b'\r',
            None => b.is_ascii_whitespace() || matches!(b, b',' | b';' | b'&' | b'<' | b'"' | b'\'' | b'`' | b'|'),
        };
        let mut len = rest.iter().position(|b| stop(*b)).unwrap_or(rest.len());
        // An ampersand parts a query only where the next `name=` follows; in a password it is a character.
        while quote.is_none() && rest.get(len) == Some(&b'&') && !begins_parameter(&rest[len + 1..]) {
            len += 1;
            len += rest[len..].iter().position(|b| stop(*b)).unwrap_or(rest.len() - len);
        }
        if escaped && len > 0 && rest[len - 1] == b'\\' {
            len -= 1;
        }
        if quote.is_none() {
            len = trim_end(&rest[..len]);
        }
        (len > 0).then_some(start..start + len)
    }

    /// Skips `Bearer ` and the like.
    fn after_scheme(&self, at: usize) -> usize {
        let rest = &self.text[at.min(self.text.len())..];
        let len = rest.iter().take(12).take_while(|b| b.is_ascii_alphabetic()).count();
        let known = SCHEMES.iter().any(|scheme| rest[..len].eq_ignore_ascii_case(scheme));
        if known && rest.get(len) == Some(&b' ') { at + len + 1 } else { at }
    }
}

fn begins_parameter(text: &[u8]) -> bool {
    let name =
        text.iter().take(32).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')).count();
    name > 0 && text.get(name) == Some(&b'=') || text.starts_with(b"amp;")
}

/// Closing brackets and full stops behind a bare value belong to the sentence around it. A bracket that was opened before
/// stays, and that is looked for once: a value may be nothing but brackets.
fn trim_end(value: &[u8]) -> usize {
    let mut len = value.len();
    let mut opened = [None; 3];
    while len > 0 {
        let at = match value[len - 1] {
            b'.' => {
                len -= 1;
                continue;
            }
            b')' => 0,
            b']' => 1,
            b'}' => 2,
            _ => break,
        };
        let first = || value.iter().position(|b| *b == b"([{"[at]).unwrap_or(value.len());
        if *opened[at].get_or_insert_with(first) < len {
            break;
        }
        len -= 1;
    }
    len
}
