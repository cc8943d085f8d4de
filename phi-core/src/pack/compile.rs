//! Compiling detector files to a pack.

use super::automaton::{self, BUDGET};
use super::codec::Writer;
use super::{
    DetectorSet, Edges, FORMAT, MAGIC, MAX_DETECTORS, MAX_PATTERNS, SET_WORDS, Start, Strength, set_insert, slot,
};
use crate::detector::{DetectorFile, strength};
use crate::scan::cue_hash;
use crate::{Error, ErrorCode, Label};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Words between a cue and its value that say nothing: the cue still counts as next to it.
const FILLERS: &[&str] = &[
    "#",
    "a",
    "an",
    "and",
    "are",
    "as",
    "c",
    "code",
    "ending",
    "field",
    "for",
    "given",
    "her",
    "his",
    "id",
    "identifier",
    "ids",
    "in",
    "is",
    "my",
    "nbr",
    "no",
    "nos",
    "nr",
    "num",
    "number",
    "numbers",
    "of",
    "on",
    "or",
    "pc",
    "pt",
    "s",
    "the",
    "their",
    "to",
    "value",
    "was",
    "with",
    "your",
    "num",
    "nummer",
    "numero",
    "n",
    "de",
    "del",
    "el",
    "la",
    "le",
    "der",
    "die",
    "ist",
    "es",
    "est",
];

struct Row<'a> {
    detector: u16,
    edges: Edges,
    strength: Strength,
    start: Start,
    min: u8,
    grow: &'a str,
}

/// Compiles detectors to the bytes of a pack. The same files give the same bytes.
///
/// # Errors
/// [`DetectorDuplicate`](ErrorCode::DetectorDuplicate) when two share an id, [`PackBudget`](ErrorCode::PackBudget) when
/// the tables grow too large: the message names the file that costs most.
pub fn compile(files: &[DetectorFile]) -> Result<Vec<u8>, Error> {
    let mut files: Vec<&DetectorFile> = files.iter().collect();
    files.sort_by(|a, b| a.id.cmp(&b.id));
    if let Some(pair) = files.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return Err(Error::new(ErrorCode::DetectorDuplicate, format!("two detectors are called `{}`", pair[0].id)));
    }
    if files.len() > MAX_DETECTORS {
        let detail = format!("{} detectors, a pack holds {MAX_DETECTORS}: make two packs", files.len());
        return Err(Error::new(ErrorCode::PackBudget, detail));
    }
    let (patterns, heads, rows) = patterns(&files)?;
    if patterns.len() > MAX_PATTERNS {
        let detail = format!("{} different patterns, a pack holds {MAX_PATTERNS}: make two packs", patterns.len());
        return Err(Error::new(ErrorCode::PackBudget, detail));
    }
    let table = automaton::build(&patterns, &heads)?;
    if table.bytes() > BUDGET {
        return Err(over_budget(&files, table.bytes()));
    }

    let mut body = Writer::default();
    body.u16(table.stride);
    body.u16(usize::from(table.first_accept));
    body.u16(usize::from(table.first_head));
    body.u8(u8::from(any_word(&files)?));
    body.block(&table.classes);
    body.block(&le16(&table.transitions));
    let (mut ends, mut lists) = (vec![0u32], Vec::new());
    for list in &table.accepts {
        lists.extend_from_slice(list);
        ends.push(lists.len() as u32);
    }
    body.block(&ends.iter().flat_map(|end| end.to_le_bytes()).collect::<Vec<u8>>());
    body.block(&le16(&lists));
    let (slots, sets) = cues(&files)?;
    body.block(&slots);
    body.u16(files.len());
    for file in &files {
        write_detector(&mut body, file)?;
    }
    body.u16(sets.len());
    for (favour, against) in &sets {
        for word in favour.iter().chain(against) {
            body.u32((word & 0xffff_ffff) as usize);
            body.u32((word >> 32) as usize);
        }
    }
    write_keys(&mut body, &files)?;
    body.u16(rows.iter().map(Vec::len).sum());
    for row in rows.iter().flatten() {
        body.u16(usize::from(row.detector));
        body.u8(row.edges as u8);
        body.u8(row.strength as u8);
        body.u8(row.start as u8);
        body.u8(row.min);
        body.text(row.grow);
    }
    body.u16(rows.len());
    let mut from = 0;
    for list in &rows {
        body.u16(from);
        from += list.len();
        body.u16(from);
    }

    let mut pack = Writer::default();
    pack.0.extend(MAGIC);
    pack.u32(FORMAT as usize);
    pack.text(env!("CARGO_PKG_VERSION"));
    pack.0.extend(Sha256::digest(&body.0));
    pack.0.extend(&body.0);
    Ok(pack.0)
}

/// What one detector costs: bytes of transitions that go when it goes.
#[derive(Clone, Debug)]
pub struct Cost {
    /// Detector id.
    pub id: String,
    /// Marginal bytes.
    pub bytes: usize,
    /// Its patterns can match without a digit, so every word is tried.
    pub any_word: bool,
}

/// The marginal cost of every detector, the dearest first.
///
/// # Errors
/// As [`compile`].
pub fn costs(files: &[DetectorFile]) -> Result<Vec<Cost>, Error> {
    let size = |files: &[&DetectorFile]| -> Result<usize, Error> {
        let (patterns, heads, _) = patterns(files)?;
        Ok(automaton::build(&patterns, &heads)?.bytes())
    };
    let all: Vec<&DetectorFile> = files.iter().collect();
    let total = size(&all)?;
    let mut costs = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let mut rest = all.clone();
        rest.remove(at);
        let bytes = total.saturating_sub(size(&rest)?);
        costs.push(Cost { id: file.id.clone(), bytes, any_word: any_word(&[file])? });
    }
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.bytes));
    Ok(costs)
}

fn over_budget(files: &[&DetectorFile], bytes: usize) -> Error {
    let owned: Vec<DetectorFile> = files.iter().map(|file| (*file).clone()).collect();
    let dearest = costs(&owned)
        .ok()
        .and_then(|costs| costs.into_iter().next())
        .map_or(String::new(), |cost| format!("; `{}` alone adds {} bytes", cost.id, cost.bytes));
    let detail = format!("the automaton takes {bytes} bytes, the budget is {BUDGET}{dearest}");
    Error::new(ErrorCode::PackBudget, detail)
}

/// Patterns for the automaton, each once, and for each the detectors that use it. Patterns that start in a way of
/// their own come after the automaton's and have no regular expression.
type Patterns<'a> = (Vec<String>, Vec<bool>, Vec<Vec<Row<'a>>>);

fn patterns<'a>(files: &[&'a DetectorFile]) -> Result<Patterns<'a>, Error> {
    let mut order: BTreeMap<(bool, &str, bool), Vec<Row<'a>>> = BTreeMap::new();
    let mut own = Vec::new();
    for (at, file) in files.iter().enumerate() {
        for pattern in &file.patterns {
            let row = Row {
                detector: at as u16,
                edges: pattern.edges()?,
                strength: strength(pattern.strength.as_deref().unwrap_or(&file.strength))?,
                start: pattern.start()?,
                min: pattern.min.unwrap_or(0),
                grow: pattern.grow.as_deref().unwrap_or(""),
            };
            if row.start == Start::Word {
                let head = row.edges == Edges::Head;
                order.entry((false, &pattern.regex, head)).or_default().push(row);
            } else {
                own.push(vec![row]);
            }
        }
    }
    let texts = order.keys().map(|(_, regex, _)| format!("(?:{regex})")).collect();
    let heads = order.keys().map(|(_, _, head)| *head).collect();
    Ok((texts, heads, order.into_values().chain(own).collect()))
}

/// True when a pattern that ends at an edge can match without a digit or an underscore in its first word, where
/// matching would not start by itself.
fn any_word(files: &[&DetectorFile]) -> Result<bool, Error> {
    for pattern in files.iter().flat_map(|file| &file.patterns) {
        if pattern.start()? != Start::Word || pattern.edges()? == Edges::Head {
            continue;
        }
        let table = automaton::build(&[format!("(?:{})", pattern.regex)], &[false])?;
        let mut seen = vec![false; (table.transitions.len() / table.stride).max(2)];
        let mut queue = vec![1u16];
        while let Some(state) = queue.pop() {
            if state >= table.first_accept {
                return Ok(true);
            }
            for byte in 0..=255u8 {
                let class = usize::from(table.classes[usize::from(byte)]);
                let next = table.transitions[usize::from(state) * table.stride + class];
                let leaves = !(byte.is_ascii_alphabetic() || byte == b'-');
                if next == 0 || byte.is_ascii_digit() || byte == b'_' {
                    continue;
                }
                // Signs that the scanner starts at by itself, and the gap of `AB 12 34`.
                if leaves && (state == 1 && b"(+=".contains(&byte) || byte == b' ') {
                    continue;
                }
                if leaves {
                    return Ok(true);
                }
                if !std::mem::replace(&mut seen[usize::from(next)], true) {
                    queue.push(next);
                }
            }
        }
    }
    Ok(false)
}

fn le16(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

#[derive(Default, Clone)]
struct Slot {
    phrase: String,
    favour: DetectorSet,
    against: DetectorSet,
    continues: bool,
    filler: bool,
    key: bool,
    pair: bool,
    /// What its last word looks like.
    last: u32,
}

/// The table of cue phrases, fillers and key names by hash, and the sets of detectors that it points to.
#[expect(clippy::type_complexity, reason = "a pair of tables that is taken apart at once")]
fn cues(files: &[&DetectorFile]) -> Result<(Vec<u8>, Vec<(DetectorSet, DetectorSet)>), Error> {
    let mut table: BTreeMap<u32, Slot> = BTreeMap::new();
    let mut add = |text: &str, is_cue: bool, change: &dyn Fn(&mut Slot)| -> Result<(), Error> {
        let lower = text.to_ascii_lowercase();
        let words = cue_hash::words(&lower);
        for len in 1..=words.len() {
            let part = &words[words.len() - len..];
            let phrase = part.join(" ");
            let slot = table
                .entry(cue_hash::phrase(part))
                .or_insert_with(|| Slot { phrase: phrase.clone(), ..Slot::default() });
            if slot.phrase != phrase {
                let detail = format!("the cues `{phrase}` and `{}` share a hash: reword one", slot.phrase);
                return Err(Error::new(ErrorCode::DetectorField, detail));
            }
            slot.pair |= len == 2 && is_cue;
            slot.last = words.last().map_or(0, |word| slot::last(word.as_bytes()));
            if len < words.len() {
                slot.continues = true;
            } else {
                change(slot);
            }
        }
        Ok(())
    };
    for (at, file) in files.iter().enumerate() {
        for cue in &file.cues.favour {
            add(cue, true, &|slot| set_insert(&mut slot.favour, at as u16))?;
        }
        for cue in &file.cues.against {
            add(cue, true, &|slot| set_insert(&mut slot.against, at as u16))?;
        }
        for name in file.keys.iter().flat_map(|row| &row.names) {
            for spelling in spellings(name) {
                add(&spelling, false, &|slot| slot.key = true)?;
            }
        }
    }
    for filler in FILLERS {
        add(filler, false, &|slot| slot.filler = true)?;
    }
    let mut sets: Vec<(DetectorSet, DetectorSet)> = Vec::new();
    let capacity = (table.len() * 2).next_power_of_two().max(2);
    let mut slots = vec![[0u32; 2]; capacity];
    for (hash, entry) in &table {
        let pair = (entry.favour, entry.against);
        let set = if pair == ([0; SET_WORDS], [0; SET_WORDS]) {
            slot::NO_SET as usize
        } else {
            sets.iter().position(|known| *known == pair).unwrap_or_else(|| {
                sets.push(pair);
                sets.len() - 1
            })
        };
        let mut at = slot::home(*hash) & (capacity - 1);
        while slots[at][0] != 0 {
            at = (at + 1) & (capacity - 1);
        }
        let flag = |on: bool, bit: u32| if on { bit } else { 0 };
        slots[at] = [
            *hash,
            set as u32
                | flag(entry.continues, slot::CONTINUES)
                | flag(entry.filler, slot::FILLER)
                | flag(entry.key, slot::KEY)
                | flag(entry.pair, slot::PAIR)
                | entry.last,
        ];
    }
    Ok((slots.iter().flatten().flat_map(|n| n.to_le_bytes()).collect(), sets))
}

/// `client_secret` is also written `clientsecret`.
fn spellings(name: &str) -> Vec<String> {
    let lower = name.to_ascii_lowercase();
    let joined = cue_hash::words(&lower).concat();
    if joined == lower { vec![lower] } else { vec![lower, joined] }
}

fn write_keys(body: &mut Writer, files: &[&DetectorFile]) -> Result<(), Error> {
    let mut keys = Vec::new();
    for (at, file) in files.iter().enumerate() {
        for row in &file.keys {
            for name in &row.names {
                for spelling in spellings(name) {
                    let hash = cue_hash::phrase(&cue_hash::words(&spelling));
                    keys.push((hash, at, row.parameter()?, row.min.unwrap_or(1)));
                }
            }
        }
    }
    keys.sort();
    keys.dedup();
    body.u16(keys.len());
    for (hash, at, parameter, min) in keys {
        body.u32(hash as usize);
        body.u16(at);
        body.u8(u8::from(parameter));
        body.u8(min);
    }
    Ok(())
}

fn write_detector(body: &mut Writer, file: &DetectorFile) -> Result<(), Error> {
    let label = file.label()?;
    body.text(&file.id);
    body.text(&file.title);
    body.u8(label.map_or(0, Label::number));
    let letter = file.safe_harbor.as_ref().and_then(|s| s.chars().next());
    body.u8(letter.or(label.and_then(Label::safe_harbor)).map_or(0, |letter| letter as u8));
    body.text(&file.region);
    body.u8(strength(&file.strength)? as u8);
    body.u8(file.references.len().min(255) as u8);
    for reference in file.references.iter().take(255) {
        body.text(reference);
    }
    body.text(file.surrogate.as_deref().unwrap_or(""));
    body.text(file.validator.as_deref().unwrap_or(""));
    Ok(())
}
