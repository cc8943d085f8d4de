//! The candidate pass: what kind of byte stands where, 64 bytes at a time, as bit masks.
//!
//! This is the only module with `unsafe`. AVX2 is chosen at run time on x86-64, else SSE2; NEON on
//! AArch64, simd128 on wasm where the build enables it; and a scalar twin that defines the answer.
#![allow(unsafe_code, reason = "vector loads and the call into code for a feature that was detected")]

/// Bytes that a mask covers.
pub(crate) const BLOCK: usize = 64;

/// One bit a byte, the lowest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Masks {
    /// `0`–`9`
    pub(crate) digit: u64,
    /// ASCII letters
    pub(crate) letter: u64,
    /// Upper-case ASCII letters
    pub(crate) upper: u64,
    /// Signs at which something may start or end: `@ : = > ( [`
    pub(crate) sign: u64,
    /// `.`
    pub(crate) dot: u64,
    /// `#`, which is a word to cues
    pub(crate) hash: u64,
    /// Signs that join the parts of a word: `-` and `_`
    pub(crate) join: u64,
    /// `_`
    pub(crate) under: u64,
    /// `\n`
    pub(crate) line: u64,
    /// Space and control characters, which end a token
    pub(crate) blank: u64,
}

/// Fills `out` with the masks of `text`, a block each, and returns how many blocks that is.
/// The last one may be partial: its missing bytes are blank.
pub(crate) fn classify(text: &[u8], out: &mut [Masks]) -> usize {
    let blocks = text.len().div_ceil(BLOCK).min(out.len());
    let (whole, tail) = text.as_chunks::<BLOCK>();
    let full = whole.len().min(blocks);
    classify_blocks(&whole[..full], &mut out[..full]);
    if blocks > full {
        let mut padded = [0u8; BLOCK];
        padded[..tail.len()].copy_from_slice(tail);
        classify_blocks(&[padded], &mut out[full..blocks]);
    }
    blocks
}

#[inline]
fn classify_blocks(blocks: &[[u8; BLOCK]], out: &mut [Masks]) {
    #[cfg(target_arch = "x86_64")]
    {
        if x86::has_avx2() {
            // SAFETY: AVX2 was detected on this machine.
            unsafe { x86::avx2(blocks, out) };
        } else {
            wide::<x86::Sse2>(blocks, out);
        }
    }
    #[cfg(target_arch = "aarch64")]
    wide::<neon::Neon>(blocks, out);
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    wide::<wasm::Simd128>(blocks, out);
    #[cfg(not(any(
        target_arch = "x86_64",
        target_arch = "aarch64",
        all(target_arch = "wasm32", target_feature = "simd128")
    )))]
    scalar(blocks, out);
}

const DIGIT: u16 = 1;
const LETTER: u16 = 2;
const UPPER: u16 = 4;
const SIGN: u16 = 8;
const JOIN: u16 = 16;
const DOT: u16 = 32;
const HASH: u16 = 64;
const BLANK: u16 = 128;
const UNDER: u16 = 256;
const LINE: u16 = 512;

const CLASS: [u16; 256] = {
    let mut table = [0u16; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        table[b] = match byte {
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' => LETTER | UPPER,
            b'a'..=b'z' => LETTER,
            b'@' | b':' | b'=' | b'>' | b'(' | b'[' => SIGN,
            b'.' => DOT,
            b'#' => HASH,
            b'-' => JOIN,
            b'_' => JOIN | UNDER,
            b'\n' => BLANK | LINE,
            0..=b' ' => BLANK,
            _ => 0,
        };
        b += 1;
    }
    table
};

/// The definition that the vector code is compared with; also used where there is no vector unit.
#[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), allow(dead_code, reason = "the tests' twin"))]
pub(crate) fn scalar(blocks: &[[u8; BLOCK]], out: &mut [Masks]) {
    for (block, masks) in blocks.iter().zip(out) {
        let mut found = Masks::default();
        for (i, byte) in block.iter().enumerate() {
            let class = CLASS[usize::from(*byte)];
            let bit = |flag: u16| u64::from(class & flag != 0) << i;
            found.digit |= bit(DIGIT);
            found.letter |= bit(LETTER);
            found.upper |= bit(UPPER);
            found.sign |= bit(SIGN);
            found.join |= bit(JOIN);
            found.dot |= bit(DOT);
            found.hash |= bit(HASH);
            found.blank |= bit(BLANK);
            found.under |= bit(UNDER);
            found.line |= bit(LINE);
        }
        *masks = found;
    }
}

/// A vector of 16 bytes.
#[allow(dead_code, reason = "unused where neither SSE2, NEON nor simd128 is there")]
trait Wide: Copy {
    fn load(bytes: &[u8; 16]) -> Self;
    fn equals(self, byte: u8) -> Self;
    /// Bytes from `low` to `low + span`, both included.
    fn between(self, low: u8, span: u8) -> Self;
    fn or(self, other: Self) -> Self;
    /// The top bit of each byte.
    fn mask(self) -> u64;
}

#[allow(dead_code, reason = "unused where neither SSE2, NEON nor simd128 is there")]
#[inline(always)]
fn wide<V: Wide>(blocks: &[[u8; BLOCK]], out: &mut [Masks]) {
    for (block, masks) in blocks.iter().zip(out) {
        let mut found = Masks::default();
        let (parts, _) = block.as_chunks::<16>();
        for (i, part) in parts.iter().enumerate() {
            let v = V::load(part);
            let upper = v.between(b'A', 25);
            let sign = v.equals(b'@').or(v.equals(b'(')).or(v.equals(b'['));
            // `=` and `>` are neighbours in ASCII.
            let sign = sign.or(v.equals(b':')).or(v.between(b'=', 1));
            found.digit |= v.between(b'0', 9).mask() << (16 * i);
            found.letter |= upper.or(v.between(b'a', 25)).mask() << (16 * i);
            found.upper |= upper.mask() << (16 * i);
            found.sign |= sign.mask() << (16 * i);
            let under = v.equals(b'_');
            found.join |= v.equals(b'-').or(under).mask() << (16 * i);
            found.under |= under.mask() << (16 * i);
            found.line |= v.equals(b'\n').mask() << (16 * i);
            found.dot |= v.equals(b'.').mask() << (16 * i);
            found.hash |= v.equals(b'#').mask() << (16 * i);
            found.blank |= v.between(0, b' ').mask() << (16 * i);
        }
        *masks = found;
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{BLOCK, Masks, Wide};
    use core::arch::x86_64::*;

    #[inline(always)]
    pub(super) fn has_avx2() -> bool {
        is_x86_feature_detected!("avx2")
    }

    #[derive(Clone, Copy)]
    pub(super) struct Sse2(__m128i);

    impl Wide for Sse2 {
        #[inline(always)]
        fn load(bytes: &[u8; 16]) -> Self {
            // SAFETY: the reference is to 16 readable bytes, and the load asks for no alignment.
            Sse2(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
        }

        #[inline(always)]
        fn equals(self, byte: u8) -> Self {
            // SAFETY: SSE2 is part of x86-64.
            Sse2(unsafe { _mm_cmpeq_epi8(self.0, _mm_set1_epi8(byte as i8)) })
        }

        #[inline(always)]
        fn between(self, low: u8, span: u8) -> Self {
            // SAFETY: SSE2 is part of x86-64.
            unsafe {
                let from_low = _mm_sub_epi8(self.0, _mm_set1_epi8(low as i8));
                Sse2(_mm_cmpeq_epi8(_mm_min_epu8(from_low, _mm_set1_epi8(span as i8)), from_low))
            }
        }

        #[inline(always)]
        fn or(self, other: Self) -> Self {
            // SAFETY: SSE2 is part of x86-64.
            Sse2(unsafe { _mm_or_si128(self.0, other.0) })
        }

        #[inline(always)]
        fn mask(self) -> u64 {
            // SAFETY: SSE2 is part of x86-64.
            u64::from(unsafe { _mm_movemask_epi8(self.0) } as u32 as u16)
        }
    }

    /// Two table look-ups by half-byte give eight class bits at once: a byte is in a class when its low
    /// and its high half both say so. Each class is a product of halves, hence `[`, `_` and `@` apart.
    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(blocks: &[[u8; BLOCK]], out: &mut [Masks]) {
        // Bits: 0 digit, 1 letters of rows 4 and 6, 2 letters of rows 5 and 7, 3 `: = >`, 4 `( - .`, 5 `@`, 6 `[`, 7 `_`.
        const LOW: [i8; 16] = {
            let mut t = [0i8; 16];
            let mut n = 0;
            while n < 16 {
                let mut bits = 0u8;
                if n <= 9 {
                    bits |= 1;
                }
                if n >= 1 {
                    bits |= 2;
                }
                if n <= 10 {
                    bits |= 4;
                }
                if n == 0xa || n == 0xd || n == 0xe {
                    bits |= 8;
                }
                if n == 0x8 || n == 0xd || n == 0xe {
                    bits |= 16;
                }
                if n == 0 {
                    bits |= 32;
                }
                if n == 0xb {
                    bits |= 64;
                }
                if n == 0xf {
                    bits |= 128;
                }
                t[n] = bits as i8;
                n += 1;
            }
            t
        };
        const HIGH: [i8; 16] = [0, 0, 16, 1 | 8, 2 | 32, (4 | 64 | 128u8) as i8, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0];
        #[inline]
        #[target_feature(enable = "avx2")]
        fn table(t: [i8; 16]) -> __m256i {
            let half = _mm_setr_epi8(
                t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9], t[10], t[11], t[12], t[13], t[14], t[15],
            );
            _mm256_broadcastsi128_si256(half)
        }
        /// Bytes of `v` with any of `bits`.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn any(v: __m256i, bits: u8) -> u64 {
            let none = _mm256_cmpeq_epi8(_mm256_and_si256(v, _mm256_set1_epi8(bits as i8)), _mm256_setzero_si256());
            u64::from(!(_mm256_movemask_epi8(none) as u32))
        }
        #[inline]
        #[target_feature(enable = "avx2")]
        fn equal(v: __m256i, byte: u8) -> u64 {
            u64::from(_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_set1_epi8(byte as i8))) as u32)
        }
        let (low, high) = (table(LOW), table(HIGH));
        for (block, masks) in blocks.iter().zip(out) {
            let mut found = Masks::default();
            let (halves, _) = block.as_chunks::<32>();
            for (i, half) in halves.iter().enumerate() {
                // SAFETY: the reference is to 32 readable bytes, and the load asks for no alignment.
                let v = unsafe { _mm256_loadu_si256(half.as_ptr().cast()) };
                // A shuffle index with the top bit set gives 0, so bytes from 0x80 up fall out by themselves.
                let low_bits = _mm256_shuffle_epi8(low, v);
                let high_half = _mm256_and_si256(_mm256_srli_epi16::<4>(v), _mm256_set1_epi8(0x0f));
                let class = _mm256_and_si256(low_bits, _mm256_shuffle_epi8(high, high_half));
                let letter = any(class, 2 | 4);
                let lower = u64::from(_mm256_movemask_epi8(_mm256_slli_epi16::<2>(v)) as u32);
                let dash = equal(v, b'-');
                let dot = equal(v, b'.');
                let shift = 32 * i;
                found.digit |= any(class, 1) << shift;
                found.letter |= letter << shift;
                found.upper |= (letter & !lower) << shift;
                found.sign |= (any(class, 8 | 16 | 32 | 64) & !(dash | dot)) << shift;
                found.dot |= dot << shift;
                found.hash |= equal(v, b'#') << shift;
                let blank = _mm256_cmpeq_epi8(_mm256_min_epu8(v, _mm256_set1_epi8(b' ' as i8)), v);
                found.blank |= u64::from(_mm256_movemask_epi8(blank) as u32) << shift;
                let under = any(class, 128);
                found.join |= (under | dash) << shift;
                found.under |= under << shift;
                found.line |= equal(v, b'\n') << shift;
            }
            *masks = found;
        }
    }
}

#[cfg(target_arch = "aarch64")]
mod neon {
    use super::Wide;
    use core::arch::aarch64::*;

    #[derive(Clone, Copy)]
    pub(super) struct Neon(uint8x16_t);

    impl Wide for Neon {
        #[inline(always)]
        fn load(bytes: &[u8; 16]) -> Self {
            // SAFETY: the reference is to 16 readable bytes.
            Neon(unsafe { vld1q_u8(bytes.as_ptr()) })
        }

        #[inline(always)]
        fn equals(self, byte: u8) -> Self {
            // SAFETY: NEON is part of AArch64.
            Neon(unsafe { vceqq_u8(self.0, vdupq_n_u8(byte)) })
        }

        #[inline(always)]
        fn between(self, low: u8, span: u8) -> Self {
            // SAFETY: NEON is part of AArch64.
            Neon(unsafe { vcleq_u8(vsubq_u8(self.0, vdupq_n_u8(low)), vdupq_n_u8(span)) })
        }

        #[inline(always)]
        fn or(self, other: Self) -> Self {
            // SAFETY: NEON is part of AArch64.
            Neon(unsafe { vorrq_u8(self.0, other.0) })
        }

        #[inline(always)]
        fn mask(self) -> u64 {
            const BITS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];
            // SAFETY: NEON is part of AArch64; the table has 16 readable bytes.
            unsafe {
                let bits = vandq_u8(self.0, vld1q_u8(BITS.as_ptr()));
                u64::from(vaddv_u8(vget_low_u8(bits))) | u64::from(vaddv_u8(vget_high_u8(bits))) << 8
            }
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm {
    use super::Wide;
    use core::arch::wasm32::*;

    #[derive(Clone, Copy)]
    pub(super) struct Simd128(v128);

    impl Wide for Simd128 {
        #[inline(always)]
        fn load(bytes: &[u8; 16]) -> Self {
            // SAFETY: the reference is to 16 readable bytes, and the load asks for no alignment.
            Simd128(unsafe { v128_load(bytes.as_ptr().cast()) })
        }

        #[inline(always)]
        fn equals(self, byte: u8) -> Self {
            Simd128(u8x16_eq(self.0, u8x16_splat(byte)))
        }

        #[inline(always)]
        fn between(self, low: u8, span: u8) -> Self {
            Simd128(u8x16_le(u8x16_sub(self.0, u8x16_splat(low)), u8x16_splat(span)))
        }

        #[inline(always)]
        fn or(self, other: Self) -> Self {
            Simd128(v128_or(self.0, other.0))
        }

        #[inline(always)]
        fn mask(self) -> u64 {
            u64::from(u8x16_bitmask(self.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scalar_masks(text: &[u8]) -> Vec<Masks> {
        let mut padded = text.to_vec();
        padded.resize(text.len().div_ceil(BLOCK) * BLOCK, 0);
        let (blocks, _) = padded.as_chunks::<BLOCK>();
        let mut out = vec![Masks::default(); blocks.len()];
        scalar(blocks, &mut out);
        out
    }

    fn vector_masks(text: &[u8]) -> Vec<Masks> {
        let mut out = vec![Masks::default(); text.len().div_ceil(BLOCK)];
        assert_eq!(classify(text, &mut out), out.len());
        out
    }

    #[test]
    fn every_byte_in_every_lane() {
        for byte in 0..=255u8 {
            for lane in 0..BLOCK {
                let mut text = [b' '; BLOCK];
                text[lane] = byte;
                assert_eq!(vector_masks(&text), scalar_masks(&text), "byte {byte:#x} in lane {lane}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_vector_code_agrees_with_its_scalar_twin(text in proptest::collection::vec(any::<u8>(), 0..400)) {
            let expected = scalar_masks(&text);
            prop_assert_eq!(&vector_masks(&text), &expected);
            #[cfg(target_arch = "x86_64")]
            {
                let mut padded = text.clone();
                padded.resize(text.len().div_ceil(BLOCK) * BLOCK, 0);
                let (blocks, _) = padded.as_chunks::<BLOCK>();
                let mut out = vec![Masks::default(); blocks.len()];
                wide::<x86::Sse2>(blocks, &mut out);
                prop_assert_eq!(&out, &expected);
            }
        }
    }
}
