//! Opening a pack: the header and the short rows are read, the tables stay where they are.

use super::codec::{Reader, damaged};
use super::{
    Bytes, Detector, DetectorSet, Edges, FORMAT, Inner, KeyRule, MAGIC, MAX_DETECTORS, Pack, SET_WORDS, Start,
    Strength, Use,
};
use crate::scan::grow;
use crate::score::validate;
use crate::{Error, ErrorCode, Label};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// `verify` computes the digest: needless for the bytes that were linked in, which the tests compare.
pub(super) fn open(bytes: Bytes, verify: bool) -> Result<Pack, Error> {
    let all: &[u8] = &bytes;
    let mut header = Reader::new(all);
    if header.take(MAGIC.len()).ok() != Some(MAGIC) {
        return Err(Error::new(ErrorCode::PackFormat, "not a pack: it does not begin with PHI-PACK"));
    }
    let format = header.u32()?;
    let version = header.text()?;
    if format != FORMAT || version != env!("CARGO_PKG_VERSION") {
        let detail = format!(
            "pack of version {} (format {format}), this library is {} (format {FORMAT}): compile the pack again",
            version.escape_debug(),
            env!("CARGO_PKG_VERSION")
        );
        return Err(Error::new(ErrorCode::PackVersion, detail));
    }
    let digest: [u8; 32] = header.take(32)?.try_into().expect("32 bytes were taken");
    if verify && Sha256::digest(&all[header.at()..])[..] != digest {
        return Err(damaged("the pack's digest does not fit its content"));
    }
    let mut r = header;

    let stride = usize::from(r.u16()?);
    let (first_accept, first_head) = (r.u16()?, r.u16()?);
    let any_word = r.u8()? != 0;
    let (classes, transitions) = (r.block()?, r.block()?);
    let (accepts, accept_lists) = (r.block()?, r.block()?);
    let cue_slots = r.block()?;
    if classes.len() != 256 || !(1..=256).contains(&stride) || first_accept == 0 || first_head < first_accept {
        return Err(damaged("the automaton's header is wrong"));
    }
    let slots = &all[cue_slots.clone()];
    if !slots.len().is_multiple_of(8)
        || !(slots.len() / 8).is_power_of_two()
        || slots.chunks_exact(8).all(|slot| slot[..4] != [0; 4])
    {
        return Err(damaged("the cue table has no free slot"));
    }

    let ends: Vec<u32> =
        all[accepts.clone()].chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    if !ends.is_sorted() || ends.last().is_none_or(|last| *last as usize * 2 > accept_lists.len()) {
        return Err(damaged("the automaton's lists lie outside their table"));
    }

    let detectors = (0..r.u16()?).map(|_| detector(&mut r)).collect::<Result<Vec<_>, _>>()?;
    if detectors.len() > MAX_DETECTORS {
        return Err(damaged("the pack holds too many detectors"));
    }
    let known = |detector: u16| match usize::from(detector) < detectors.len() {
        true => Ok(detector),
        false => Err(damaged("a table names a detector that is not there")),
    };
    let cue_sets = (0..r.u16()?)
        .map(|_| Ok((set(&mut r, detectors.len())?, set(&mut r, detectors.len())?)))
        .collect::<Result<Vec<_>, Error>>()?;
    let keys = (0..r.u16()?)
        .map(|_| {
            let hash = r.u32()?;
            Ok((hash, KeyRule { detector: known(r.u16()?)?, parameter: r.u8()? != 0, min: r.u8()? }))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    if !keys.is_sorted_by_key(|(hash, _)| *hash) {
        return Err(damaged("the key table is not sorted"));
    }
    let uses = (0..r.u16()?)
        .map(|_| {
            let mut wants = grow::Wants::Nothing;
            Ok(Use {
                detector: known(r.u16()?)?,
                edges: match r.u8()? {
                    0 => Edges::Word,
                    1 => Edges::Number,
                    2 => Edges::Head,
                    _ => return Err(damaged("unknown edge rule")),
                },
                strength: strength(&mut r)?,
                start: match r.u8()? {
                    0 => Start::Word,
                    1 => Start::At,
                    2 => Start::Url,
                    3 => Start::Dashes,
                    4 => Start::Colon,
                    5 => Start::Dot,
                    6 => Start::Bracket,
                    _ => return Err(damaged("unknown start rule")),
                },
                min: r.u8()?,
                grow: match r.text()? {
                    "" => None,
                    name => {
                        wants = grow::wants(name);
                        Some(grow::find(name).ok_or_else(|| damaged("unknown grow function"))?)
                    }
                },
                wants,
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let patterns = (0..r.u16()?)
        .map(|_| {
            let (from, upto) = (r.u16()?, r.u16()?);
            match from <= upto && usize::from(upto) <= uses.len() {
                true => Ok(from..upto),
                false => Err(damaged("a pattern's rows lie outside the table")),
            }
        })
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(Pack(Arc::new(Inner {
        bytes,
        digest,
        stride,
        first_accept,
        first_head,
        classes,
        transitions,
        accepts,
        accept_lists,
        cue_slots,
        cue_sets,
        keys,
        patterns,
        uses,
        detectors,
        any_word,
    })))
}

fn strength(r: &mut Reader<'_>) -> Result<Strength, Error> {
    Ok(match r.u8()? {
        0 => Strength::Weak,
        1 => Strength::Medium,
        2 => Strength::Strong,
        _ => return Err(damaged("unknown strength")),
    })
}

fn set(r: &mut Reader<'_>, detectors: usize) -> Result<DetectorSet, Error> {
    let mut set = [0u64; SET_WORDS];
    for word in &mut set {
        *word = u64::from(r.u32()?) | u64::from(r.u32()?) << 32;
    }
    match (detectors..MAX_DETECTORS).any(|i| super::set_has(&set, i as u16)) {
        true => Err(damaged("a cue names a detector that is not there")),
        false => Ok(set),
    }
}

fn detector(r: &mut Reader<'_>) -> Result<Detector, Error> {
    let (id, title) = (r.text()?.to_owned(), r.text()?.to_owned());
    let label = match r.u8()? {
        0 => None,
        number => Some(Label::from_number(number).ok_or_else(|| damaged("unknown label number"))?),
    };
    let safe_harbor = match r.u8()? {
        0 => None,
        letter => Some(char::from(letter)),
    };
    let region = r.text()?.to_owned();
    let strength = strength(r)?;
    let references = (0..r.u8()?).map(|_| r.text().map(str::to_owned)).collect::<Result<_, _>>()?;
    let surrogate = r.text()?.to_owned();
    let validator = r.text()?.to_owned();
    let check = match validator.as_str() {
        "" => None,
        text => {
            let (check, argument) = validate::find(text).ok_or_else(|| damaged("unknown validator"))?;
            Some((check, argument.to_owned()))
        }
    };
    let (proves, compact) = (validate::proves(&validator), validate::wants_compact(&validator));
    Ok(Detector {
        id,
        title,
        label,
        safe_harbor,
        region,
        strength,
        references,
        surrogate,
        validator,
        check,
        compact,
        proves,
    })
}
