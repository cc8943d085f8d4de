//! Times that machines write about themselves: log lines and message headers. They date no one's care.

use std::ops::Range;

use super::numeric::is_clock_part;
use super::words::{is_digit_at, run, run_back, spaces_back, word_back};

const LEVELS: &[&[u8]] =
    &[b"trace", b"debug", b"info", b"notice", b"warn", b"warning", b"error", b"err", b"fatal", b"severe", b"critical"];

const WEEKDAYS: &[&[u8]] = &[b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun"];

fn listed(list: &[&[u8]], word: &[u8]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// True for a stamp with seconds at the start of a log line, behind a log level, with comma milliseconds, or of the
/// form that mail headers (RFC 5322) and web servers write.
pub(super) fn is_machine_time(text: &[u8], span: &Range<usize>) -> bool {
    if is_message_envelope(text, span.start) {
        return true;
    }
    let Some(time_end) = seconds_end(text, span) else {
        return false;
    };
    let comma_millis =
        text.get(time_end) == Some(&b',') && run(text, time_end + 1, 4, u8::is_ascii_digit) == time_end + 4;
    comma_millis
        || starts_log_line(text, span.start, time_end)
        || listed(LEVELS, level_before(text, span.start))
        || is_mail_header(text, span.start, time_end)
        || is_web_server(text, span)
}

/// The segments of HL7 v2 and X12 that tell when the message itself was made.
fn is_message_envelope(text: &[u8], start: usize) -> bool {
    let near = &text[start.saturating_sub(256)..start];
    // A segment has its separator behind its name.
    if memchr::memrchr3(b'\n', b'|', b'*', near).is_none_or(|at| near[at] == b'\n') {
        return false;
    }
    let line = &near[memchr::memrchr2(b'\n', b'\r', near).map_or(0, |at| at + 1)..];
    let segment = &near[memchr::memrchr2(b'\n', b'~', near).map_or(0, |at| at + 1)..];
    match line {
        [b'M', b'S', b'H', b'|', ..] => return true,
        [b'E', b'V', b'N', b'|', ..] => return line.iter().filter(|&&b| b == b'|').count() == 2,
        _ => {}
    }
    segment.starts_with(b"ISA*") || segment.starts_with(b"GS*")
}

/// Where the clock time with seconds ends that is in the span or follows it.
fn seconds_end(text: &[u8], span: &Range<usize>) -> Option<usize> {
    let inside = text[span.clone()].iter().fold(0, |colons, b| colons + usize::from(*b == b':')) >= 2;
    if inside {
        return Some(span.end);
    }
    let at = run(text, span.end, 2, |b| matches!(b, b' ' | b'T' | b':' | b','));
    if at == span.end || !is_digit_at(text, at) {
        return None;
    }
    let hours = run(text, at, 2, u8::is_ascii_digit);
    (at > span.end && hours > at && is_clock_part(text, hours) && is_clock_part(text, hours + 3)).then_some(hours + 6)
}

/// A line that begins with the stamp, maybe bracketed, and goes on behind it. A value that stands alone is data.
fn starts_log_line(text: &[u8], start: usize, time_end: usize) -> bool {
    let open = run_back(text, start, 1, |b| matches!(b, b'[' | b'(' | b'<'));
    let first = open == 0 || text[open - 1] == b'\n';
    let zone = run(text, time_end, 10, |b| b.is_ascii_digit() || matches!(b, b'.' | b'+' | b'-' | b':' | b'Z'));
    let next = run(text, zone, 3, |&b| b == b' ');
    let goes_on = text.get(next).is_some_and(|b| !matches!(b, b'\n' | b'\r'));
    first && goes_on && matches!(text.get(zone), Some(b' ' | b'\t' | b']' | b')' | b'>' | b'|'))
}

/// The word in front, out of its brackets: `[INFO] 2024-…`, `ERROR: 2024-…`.
fn level_before(text: &[u8], start: usize) -> &[u8] {
    let end = run_back(text, start, 4, |b| matches!(b, b' ' | b']' | b':' | b'[' | b'|' | b'\t'));
    word_back(text, end)
}

/// `Mon, 15 Jan 2024 10:22:33 +0000`.
fn is_mail_header(text: &[u8], start: usize, time_end: usize) -> bool {
    let comma = spaces_back(text, start);
    let weekday = comma.checked_sub(1).filter(|&at| text[at] == b',').map_or(&[][..], |at| word_back(text, at));
    let zone = run(text, time_end, 1, |&b| b == b' ');
    let zoned = matches!(text.get(zone), Some(b'+' | b'-')) && is_digit_at(text, zone + 1);
    listed(WEEKDAYS, weekday) && (zoned || text[zone.min(text.len())..].starts_with(b"GMT"))
}

/// `[15/Mar/2024:10:22:33 +0000]`.
fn is_web_server(text: &[u8], span: &Range<usize>) -> bool {
    text.get(span.end) == Some(&b':') && span.start.checked_sub(1).is_some_and(|at| text[at] == b'[')
}
