//! Packs: compiled detectors as bytes, opened without copying the tables.
//!
//! The built-in detectors are a pack, and a site's own are one more. Numbers are read in place as
//! little-endian, so a pack needs no alignment and is the same on every machine.

#[cfg(feature = "custom")]
mod automaton;
mod codec;
#[cfg(feature = "custom")]
mod compile;
mod open;

use crate::scan::grow::{Grow, Wants};
use crate::score::validate::Check;
use crate::{Error, Label};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

#[cfg(feature = "custom")]
pub use compile::{Cost, compile, costs};

/// Changes whenever the layout of the bytes does.
const FORMAT: u32 = 3;
const MAGIC: &[u8; 8] = b"PHI-PACK";

/// Sets of detectors are bitsets of this many words.
pub(crate) const SET_WORDS: usize = 4;
/// A pack holds at most this many detectors.
pub(crate) const MAX_DETECTORS: usize = SET_WORDS * 64;

/// A pack holds at most this many different patterns: a pass remembers in a bit each which it has judged.
pub(crate) const MAX_PATTERNS: usize = 512;

/// A set of detectors of one pack.
pub(crate) type DetectorSet = [u64; SET_WORDS];

pub(crate) fn set_has(set: &DetectorSet, detector: u16) -> bool {
    set[usize::from(detector / 64)] >> (detector % 64) & 1 == 1
}

pub(crate) fn set_insert(set: &mut DetectorSet, detector: u16) {
    set[usize::from(detector / 64)] |= 1 << (detector % 64);
}

pub(crate) fn sets_meet(a: &DetectorSet, b: &DetectorSet) -> bool {
    a.iter().zip(b).fold(0, |met, (a, b)| met | a & b) != 0
}

pub(crate) fn set_union(set: &mut DetectorSet, other: &DetectorSet) {
    for (a, b) in set.iter_mut().zip(other) {
        *a |= b;
    }
}

/// How much a shape proves by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// Common as a bare number: a cue is required.
    Weak,
    /// Flagged alone, at a lower score.
    Medium,
    /// The value alone is enough.
    Strong,
}

impl Strength {
    /// As it is written in a detector file.
    pub const fn name(self) -> &'static str {
        match self {
            Strength::Weak => "weak",
            Strength::Medium => "medium",
            Strength::Strong => "strong",
        }
    }
}

/// What may stand beside a match. See `detectors/README.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edges {
    Word,
    Number,
    Head,
}

/// Where a pattern is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Word,
    At,
    Url,
    Dashes,
    Colon,
    Dot,
    Bracket,
}

/// How many of [`Start`] there are.
pub(crate) const STARTS: usize = 7;

/// One detector's claim on a pattern.
#[derive(Clone, Copy)]
pub(crate) struct Use {
    pub(crate) detector: u16,
    pub(crate) edges: Edges,
    pub(crate) strength: Strength,
    pub(crate) start: Start,
    /// The least bytes up to the next blank.
    pub(crate) min: u8,
    pub(crate) grow: Option<Grow>,
    /// What the grow function wants around.
    pub(crate) wants: Wants,
}

/// A detector as its file describes it.
pub struct Detector {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) label: Option<Label>,
    pub(crate) safe_harbor: Option<char>,
    pub(crate) region: String,
    pub(crate) strength: Strength,
    pub(crate) references: Vec<String>,
    pub(crate) surrogate: String,
    pub(crate) validator: String,
    pub(crate) check: Option<(Check, String)>,
    /// The validator looks at the letters and digits alone, too.
    pub(crate) compact: bool,
    /// Passing the validator is evidence, not only the lack of a fault.
    pub(crate) proves: bool,
}

impl Detector {
    /// Stable id, such as `us-npi`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the identifier is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The label of its findings; `None` for a decoy, which only keeps others off its span.
    pub fn label(&self) -> Option<Label> {
        self.label
    }

    /// Letter of 45 CFR 164.514(b)(2)(i).
    pub fn safe_harbor(&self) -> Option<char> {
        self.safe_harbor
    }

    /// Country or group of countries, or `any`.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// How much the shape proves alone.
    pub fn strength(&self) -> Strength {
        self.strength
    }

    /// Law, standard or registry that the rule comes from.
    pub fn references(&self) -> &[String] {
        &self.references
    }

    /// The validator as the file names it; empty when there is none.
    pub fn validator(&self) -> &str {
        &self.validator
    }

    /// Which realistic replacement fits; empty when the file names none.
    pub fn surrogate(&self) -> &str {
        &self.surrogate
    }
}

/// Where the bytes of a pack live.
#[derive(Clone)]
enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes) => bytes,
        }
    }
}

/// A key name of `key = value` detectors.
#[derive(Clone, Copy)]
pub(crate) struct KeyRule {
    pub(crate) detector: u16,
    pub(crate) parameter: bool,
    pub(crate) min: u8,
}

pub(crate) struct Inner {
    bytes: Bytes,
    digest: [u8; 32],
    /// Transitions of a state: one for each class of bytes.
    pub(crate) stride: usize,
    /// States from here on accept a pattern that needs an edge, or any.
    pub(crate) first_accept: u16,
    /// States from here on also accept a pattern with a free end.
    pub(crate) first_head: u16,
    classes: Range<usize>,
    transitions: Range<usize>,
    accepts: Range<usize>,
    accept_lists: Range<usize>,
    cue_slots: Range<usize>,
    cue_sets: Vec<(DetectorSet, DetectorSet)>,
    pub(crate) keys: Vec<(u32, KeyRule)>,
    pub(crate) patterns: Vec<Range<u16>>,
    pub(crate) uses: Vec<Use>,
    pub(crate) detectors: Vec<Detector>,
    /// A pattern can match without a digit: every word is tried.
    pub(crate) any_word: bool,
}

/// Compiled detectors. Cheap to clone.
#[derive(Clone)]
pub struct Pack(pub(crate) Arc<Inner>);

impl Pack {
    /// The detectors that come with the library.
    pub fn builtin() -> Pack {
        static BUILTIN: OnceLock<Pack> = OnceLock::new();
        BUILTIN.get_or_init(Pack::open_builtin).clone()
    }

    /// Opens the built-in pack anew; [`Pack::builtin`] does it once a process.
    #[doc(hidden)]
    pub fn open_builtin() -> Pack {
        open::open(Bytes::Static(crate::generated::BUILTIN), false)
            .expect("the checked-in pack is of this version: `cargo xtask generate --check`")
    }

    /// Opens a pack that lives as long as the process, in place.
    ///
    /// # Errors
    /// [`PackFormat`](crate::ErrorCode::PackFormat) when it is no pack,
    /// [`PackVersion`](crate::ErrorCode::PackVersion) when another version compiled it,
    /// [`PackDamaged`](crate::ErrorCode::PackDamaged) when its digest or a table is wrong.
    pub fn from_static(bytes: &'static [u8]) -> Result<Pack, Error> {
        open::open(Bytes::Static(bytes), true)
    }

    /// Opens a pack from bytes that were read; the tables stay where they are.
    ///
    /// # Errors
    /// As [`Pack::from_static`].
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Result<Pack, Error> {
        open::open(Bytes::Shared(bytes.into()), true)
    }

    /// SHA-256 of the content, as it stands in the pack.
    pub fn digest(&self) -> [u8; 32] {
        self.0.digest
    }

    /// Size of the pack.
    pub fn len(&self) -> usize {
        self.0.bytes.len()
    }

    /// True when it holds no detector.
    pub fn is_empty(&self) -> bool {
        self.0.detectors.is_empty()
    }

    /// What is in it.
    pub fn detectors(&self) -> &[Detector] {
        &self.0.detectors
    }
}

/// The tables that scanning reads, with the storage resolved.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a> {
    pub(crate) classes: &'a [u8; 256],
    /// Little-endian.
    transitions: &'a [[u8; 2]],
    accepts: &'a [u8],
    accept_lists: &'a [u8],
    /// Hash, then data, little-endian.
    cue_slots: &'a [[u8; 8]],
    cue_sets: &'a [(DetectorSet, DetectorSet)],
}

fn le16(bytes: &[u8], index: usize) -> u16 {
    match bytes.get(index * 2..index * 2 + 2) {
        Some(b) => u16::from_le_bytes([b[0], b[1]]),
        None => 0,
    }
}

fn le32(bytes: &[u8], index: usize) -> u32 {
    match bytes.get(index * 4..index * 4 + 4) {
        Some(b) => u32::from_le_bytes([b[0], b[1], b[2], b[3]]),
        None => 0,
    }
}

impl Inner {
    pub(crate) fn tables(&self) -> Tables<'_> {
        let bytes: &[u8] = &self.bytes;
        Tables {
            classes: bytes[self.classes.clone()].try_into().expect("opening checked the length"),
            transitions: bytes[self.transitions.clone()].as_chunks().0,
            accepts: &bytes[self.accepts.clone()],
            accept_lists: &bytes[self.accept_lists.clone()],
            cue_slots: bytes[self.cue_slots.clone()].as_chunks().0,
            cue_sets: &self.cue_sets,
        }
    }
}

impl<'a> Tables<'a> {
    /// The state after `byte`; 0 is dead.
    #[inline(always)]
    pub(crate) fn next(&self, state: u16, byte: u8, stride: usize) -> u16 {
        let index = usize::from(state) * stride + usize::from(self.classes[usize::from(byte)]);
        self.transitions.get(index).map_or(0, |bytes| u16::from_le_bytes(*bytes))
    }

    /// How many states accept.
    pub(crate) fn accept_count(&self) -> u16 {
        (self.accepts.len() / 4).saturating_sub(1) as u16
    }

    /// The patterns that the `accept`-th accepting state accepts.
    pub(crate) fn accepted(&self, accept: u16) -> impl Iterator<Item = u16> + 'a {
        let accept = usize::from(accept);
        let (from, upto) = (le32(self.accepts, accept) as usize, le32(self.accepts, accept + 1) as usize);
        let lists = self.accept_lists;
        (from..upto).map(move |at| le16(lists, at))
    }

    /// Every phrase of the cue table: its hash and what it says.
    pub(crate) fn all_cues(&self) -> impl Iterator<Item = (u32, CueHit<'a>)> + '_ {
        self.cue_slots.iter().map(slot::parts).filter(|(hash, _)| *hash != 0).map(|(hash, data)| (hash, self.hit(data)))
    }

    fn hit(&self, data: u32) -> CueHit<'a> {
        CueHit { sets: self.cue_sets.get((data & slot::NO_SET) as usize), data }
    }

    /// Which detectors the cue with this hash speaks for and against, and whether a longer cue ends with it.
    #[inline]
    pub(crate) fn cue(&self, hash: u32) -> Option<CueHit<'a>> {
        let mask = self.cue_slots.len() - 1;
        let mut at = slot::home(hash) & mask;
        loop {
            let (tag, data) = slot::parts(&self.cue_slots[at]);
            if tag == hash {
                return Some(self.hit(data));
            }
            // Opening made sure that there is a free slot.
            if tag == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }
}

/// See [`Tables::cue`].
#[derive(Clone, Copy)]
pub(crate) struct CueHit<'a> {
    /// Detectors that it speaks for, and against.
    pub(crate) sets: Option<&'a (DetectorSet, DetectorSet)>,
    data: u32,
}

impl CueHit<'_> {
    /// A longer phrase ends with this one.
    pub(crate) fn continues(&self) -> bool {
        self.data & slot::CONTINUES != 0
    }

    /// A word such as "number" that may stand between cue and value.
    pub(crate) fn is_filler(&self) -> bool {
        self.data & slot::FILLER != 0
    }

    /// Two words that are a cue, or the end of a longer one.
    pub(crate) fn is_pair(&self) -> bool {
        self.data & slot::PAIR != 0
    }

    /// What its last word looks like, as [`look`](crate::scan::look) tells it.
    pub(crate) fn last_word(&self) -> u16 {
        (self.data >> 20) as u16
    }

    /// The name of a key whose value a detector wants.
    pub(crate) fn is_key(&self) -> bool {
        self.data & slot::KEY != 0
    }
}

/// Bits of a cue slot's second word.
mod slot {
    use crate::scan::look;

    /// The low bits number the pair of sets; all ones: none.
    pub(super) const NO_SET: u32 = 0xffff;
    pub(super) const CONTINUES: u32 = 1 << 16;
    pub(super) const FILLER: u32 = 1 << 17;
    pub(super) const KEY: u32 = 1 << 18;
    /// Two words that are a cue, or the end of a longer one.
    pub(super) const PAIR: u32 = 1 << 19;

    /// What the last word looks like.
    pub(super) fn last(word: &[u8]) -> u32 {
        u32::from(look(word[0], word[word.len() - 1], word.len())) << 20
    }

    /// The hash and the data of a slot.
    pub(super) fn parts(slot: &[u8; 8]) -> (u32, u32) {
        let both = u64::from_le_bytes(*slot);
        (both as u32, (both >> 32) as u32)
    }

    /// Where the search for a hash begins. Its lowest bit is always set.
    pub(super) fn home(hash: u32) -> usize {
        hash as usize >> 1
    }
}

/// True when a pattern of the pack is tried at every word, because it can match without a digit.
pub fn tries_every_word(pack: &Pack) -> bool {
    pack.0.any_word
}
