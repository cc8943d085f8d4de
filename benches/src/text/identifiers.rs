//! Made-up identifiers that pass their checks.

use crate::random::Random;

const AREA_CODES: &[&str] =
    &["212", "617", "415", "303", "206", "512", "704", "602", "312", "215", "813", "216", "919", "503", "314"];
const GIVEN: &[&str] = &[
    "Jane", "Robert", "Maria", "Wei", "Aisha", "Thomas", "Olga", "Samuel", "Ines", "Darnell", "Priya", "Kofi", "Hannah",
];
const FAMILY: &[&str] = &[
    "Doe",
    "Okafor",
    "Lindqvist",
    "Ramirez",
    "Chen",
    "Whitfield",
    "Novak",
    "Patel",
    "Baptiste",
    "Harrow",
    "Kim",
    "Estrada",
];
const STREETS: &[&str] =
    &["Oak St", "Maple Avenue", "W 43rd St", "Canal Road", "Harbor Blvd", "Linden Ln", "County Road 9"];
const CITIES: &[&str] = &[
    "Boston, MA 02118",
    "Denver, CO 80203",
    "Durham, NC 27701",
    "Mesa, AZ 85201",
    "Akron, OH 44308",
    "Salem, OR 97301",
];
const HOSTS: &[&str] = &["example.org", "mail.example.com", "clinic.example.net", "example.edu"];
const MONTHS: &[&str] =
    &["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"];

/// Writes one of the kind that `slot` names.
///
/// # Panics
/// When nothing has this name: a sentence form is misspelt.
pub(super) fn write(slot: &str, random: &mut Random, out: &mut Vec<u8>) {
    let r = random;
    let text = match slot {
        "given" => r.pick(GIVEN).to_owned(),
        "family" => r.pick(FAMILY).to_owned(),
        "street" => format!("{} {}", r.between(1, 9999), r.pick(STREETS)),
        "city" => r.pick(CITIES).to_owned(),
        "mrn" => digits(r, 7),
        "account" => digits(r, 10),
        "ssn" => format!("{:03}-{:02}-{:04}", r.between(101, 665), r.between(1, 99), r.between(1, 9999)),
        "phone" => format!("({}) {}-{}", r.pick(AREA_CODES), exchange(r), digits(r, 4)),
        "phone-dashes" => format!("{}-{}-{}", r.pick(AREA_CODES), exchange(r), digits(r, 4)),
        "phone-dots" => format!("{}.{}.{}", r.pick(AREA_CODES), exchange(r), digits(r, 4)),
        "date" => format!("{:02}/{:02}/{}", r.between(1, 12), r.between(1, 28), r.between(1931, 2025)),
        "date-short" => format!("{}/{}/{:02}", r.between(1, 12), r.between(1, 28), r.between(10, 25)),
        "date-iso" => format!("{}-{:02}-{:02}", r.between(1931, 2025), r.between(1, 12), r.between(1, 28)),
        "date-words" => format!("{} {}, {}", r.pick(MONTHS), r.between(1, 28), r.between(1941, 2025)),
        "time" => format!("{:02}:{:02}:{:02}.{:03}", r.below(24), r.below(60), r.below(60), r.below(1000)),
        "email" => format!(
            "{}.{}{}@{}",
            r.pick(GIVEN).to_lowercase(),
            r.pick(FAMILY).to_lowercase(),
            r.between(1, 99),
            r.pick(HOSTS)
        ),
        "ip" => format!("10.{}.{}.{}", r.below(256), r.below(256), r.between(1, 254)),
        "mac" => (0..6).map(|_| format!("{:02x}", r.below(256))).collect::<Vec<_>>().join(":"),
        "npi" => npi(r),
        "card" => card(r),
        "dea" => dea(r),
        "mbi" => mbi(r),
        "record-id" => format!("0035f{}", base62(r, 10)),
        "session" => format!("00D5f000000{}!AQ{}", base62(r, 4), base62(r, 80)),
        "uuid" => {
            let hex = |r: &mut Random, len: usize| (0..len).map(|_| format!("{:x}", r.below(16))).collect::<String>();
            format!("{}-{}-4{}-a{}-{}", hex(r, 8), hex(r, 4), hex(r, 3), hex(r, 3), hex(r, 12))
        }
        "zip" => format!("{}-{}", r.pick(CITIES).rsplit(' ').next().unwrap_or("02118"), digits(r, 4)),
        "password" => base62(r, 12),
        _ => panic!("no slot `{slot}`"),
    };
    out.extend_from_slice(text.as_bytes());
}

fn exchange(r: &mut Random) -> usize {
    r.between(220, 889)
}

fn digits(r: &mut Random, len: usize) -> String {
    let mut text = r.between(1, 9).to_string();
    text.extend((1..len).map(|_| char::from(b'0' + r.below(10) as u8)));
    text
}

fn base62(r: &mut Random, len: usize) -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    (0..len).map(|_| char::from(LETTERS[r.below(62)])).collect()
}

/// `number` with the digit that makes its Luhn sum right, counted as if `before` stood in front.
fn with_luhn(before: &str, number: String) -> String {
    let sum: u32 = before
        .bytes()
        .chain(number.bytes())
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0');
            if at % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
        })
        .sum();
    format!("{number}{}", (10 - sum % 10) % 10)
}

fn npi(r: &mut Random) -> String {
    let number = format!("1{}", digits(r, 8));
    with_luhn("80840", number)
}

fn card(r: &mut Random) -> String {
    let number = format!("4{}", digits(r, 14));
    let number = with_luhn("", number);
    format!("{} {} {} {}", &number[..4], &number[4..8], &number[8..12], &number[12..])
}

fn dea(r: &mut Random) -> String {
    let number = digits(r, 6);
    let digit = |at: usize| u32::from(number.as_bytes()[at] - b'0');
    let sum = digit(0) + digit(2) + digit(4) + 2 * (digit(1) + digit(3) + digit(5));
    format!("B{}{number}{}", r.pick(FAMILY).chars().next().unwrap_or('D'), sum % 10)
}

/// Medicare beneficiary identifier: 1-9, letter, letter or digit, digit, letter, letter or digit, digit, two letters, two digits.
fn mbi(r: &mut Random) -> String {
    const LETTERS: &[u8] = b"ACDEFGHJKMNPQRTUVWXY";
    let letter = |r: &mut Random| char::from(LETTERS[r.below(LETTERS.len())]);
    let digit = |r: &mut Random| char::from(b'0' + r.below(10) as u8);
    let mut text = r.between(1, 9).to_string();
    text.push(letter(r));
    text.push(digit(r));
    text.push(digit(r));
    text.push('-');
    text.push(letter(r));
    text.push(letter(r));
    text.push(digit(r));
    text.push('-');
    text.push(letter(r));
    text.push(letter(r));
    text.push(digit(r));
    text.push(digit(r));
    text
}
