//! Bytes in, bytes out: little-endian numbers and length-prefixed text.

use crate::{Error, ErrorCode};

#[cfg(feature = "custom")]
#[derive(Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

#[cfg(feature = "custom")]
impl Writer {
    pub(super) fn u8(&mut self, n: u8) {
        self.0.push(n);
    }

    pub(super) fn u16(&mut self, n: usize) {
        let n = u16::try_from(n).expect("the builder keeps its counts under 65,536");
        self.0.extend(n.to_le_bytes());
    }

    pub(super) fn u32(&mut self, n: usize) {
        let n = u32::try_from(n).expect("the builder keeps its sizes under 4 GiB");
        self.0.extend(n.to_le_bytes());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.u16(text.len());
        self.0.extend(text.as_bytes());
    }

    pub(super) fn block(&mut self, bytes: &[u8]) {
        self.u32(bytes.len());
        self.0.extend(bytes);
    }
}

/// Reads what [`Writer`] wrote; running out is an error, never a panic.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn take(&mut self, len: usize) -> Result<&'a [u8], Error> {
        let end = self.at.checked_add(len).filter(|end| *end <= self.bytes.len());
        let Some(end) = end else {
            return Err(damaged("the pack ends too early"));
        };
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    pub(super) fn u8(&mut self) -> Result<u8, Error> {
        Ok(self.take(1)?[0])
    }

    pub(super) fn u16(&mut self) -> Result<u16, Error> {
        let b = self.take(2)?;
        Ok(u16::from_le_bytes([b[0], b[1]]))
    }

    pub(super) fn u32(&mut self) -> Result<u32, Error> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    pub(super) fn text(&mut self) -> Result<&'a str, Error> {
        let len = self.u16()?;
        let bytes = self.take(usize::from(len))?;
        std::str::from_utf8(bytes).map_err(|_| damaged("a text of the pack is not UTF-8"))
    }

    /// The range of a block that [`Writer::block`] wrote.
    pub(super) fn block(&mut self) -> Result<std::ops::Range<usize>, Error> {
        let len = self.u32()? as usize;
        let start = self.at;
        self.take(len)?;
        Ok(start..start + len)
    }
}

pub(super) fn damaged(detail: &str) -> Error {
    Error::new(ErrorCode::PackDamaged, detail)
}
