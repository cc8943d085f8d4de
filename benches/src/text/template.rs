//! Sentence forms with slots: `{drug} {dose} daily`.

use super::identifiers;
use crate::random::Random;

/// The words that a slot is filled with.
pub(super) type Words = &'static [(&'static str, &'static [&'static str])];

/// Writes one sentence form; `{{` is a brace.
pub(super) fn write(form: &str, words: Words, random: &mut Random, out: &mut Vec<u8>) {
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        out.extend_from_slice(before.as_bytes());
        if let Some(after) = after.strip_prefix('{') {
            out.push(b'{');
            rest = after;
            continue;
        }
        let (slot, after) = after.split_once('}').expect("a slot is closed");
        fill(slot, words, random, out);
        rest = after;
    }
    out.extend_from_slice(rest.as_bytes());
}

/// `#9` is a number from 1 to 9, `#140-190` a range, `#.` a decimal; else a kind of identifier or a list of words.
fn fill(slot: &str, words: Words, random: &mut Random, out: &mut Vec<u8>) {
    if slot == "#." {
        let text = format!("{}.{}", random.between(0, 14), random.below(10));
        out.extend_from_slice(text.as_bytes());
    } else if let Some(range) = slot.strip_prefix('#') {
        let (low, high) = range.split_once('-').unwrap_or(("1", range));
        let number = |text: &str| text.parse().expect("a number in a slot");
        out.extend_from_slice(random.between(number(low), number(high)).to_string().as_bytes());
    } else if let Some((_, list)) = words.iter().find(|(name, _)| *name == slot) {
        out.extend_from_slice(random.pick(list).as_bytes());
    } else {
        identifiers::write(slot, random, out);
    }
}

/// Sentences until `size`, each group of forms as often as the others, in paragraphs, with one of `with_identifier` every `distance` bytes or so.
pub(super) fn document(
    size: usize,
    seed: u64,
    forms: &[&[&str]],
    with_identifier: &[&str],
    distance: usize,
    words: Words,
) -> Vec<u8> {
    let mut random = Random::new(seed);
    let mut out = Vec::with_capacity(size + 1024);
    let mut next = distance;
    let mut sentences = random.between(2, 7);
    while out.len() < size {
        let form = if out.len() >= next {
            next = out.len() + random.between(distance / 3, distance * 5 / 3);
            random.pick(with_identifier)
        } else {
            let group = forms[random.below(forms.len())];
            random.pick(group)
        };
        write(form, words, &mut random, &mut out);
        sentences -= 1;
        if sentences == 0 {
            sentences = random.between(1, 7);
            out.extend_from_slice(random.pick::<[u8]>(&[b"\n", b"\n\n", b"\n", b"\n    "]));
        } else {
            out.push(b' ');
        }
    }
    cut(out, size)
}

/// Cuts to `size` at most, at the end of a character.
pub(super) fn cut(mut text: Vec<u8>, size: usize) -> Vec<u8> {
    let mut end = size.min(text.len());
    while end < text.len() && end > 0 && text[end] & 0xc0 == 0x80 {
        end -= 1;
    }
    text.truncate(end);
    text
}
