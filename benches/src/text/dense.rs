//! Text with an identifier every 20 to 40 bytes: headers of notes, addresses, rows of tables.

use super::template::{self, Words};
use crate::random::Random;

const WORDS: Words = &[("sex", &["M", "F", "X"]), ("unit", &["4 West", "ICU", "ED", "5B"])];

const BLOCKS: &[&str] = &[
    "Patient: {family}, {given}   MRN: {mrn}   DOB: {date}\nSSN: {ssn}   Sex: {sex}   Unit: {unit}\n",
    "{given} {family}\n{street}\n{city}\nPhone: {phone}\nE-mail: {email}\n\n",
    "Admitted: {date}  Discharged: {date}  Acct: {account}  NPI: {npi}\n",
    "Tel {phone-dashes}, fax {phone-dots}, cell {phone}; {email}\n",
    "Member ID {mbi} effective {date-iso}; subscriber SSN {ssn}; card {card}\n",
    "| {date-iso} | {mrn} | {phone-dashes} | {email} |\n",
    "DEA {dea} NPI {npi} seen {date-words} at {ip}\n",
    "MRNs {mrn}, {mrn}, {mrn} and {mrn}\n",
];

const ROWS: &[&str] = &[
    "{mrn},{family},{given},{date-iso},{ssn},{phone-dashes},{email},{zip}\n",
    "{account},{npi},{date},{phone-dots},{ip},{mbi}\n",
];

/// Dense text of `size` bytes.
pub fn dense(size: usize) -> Vec<u8> {
    let mut random = Random::new(0xde5e);
    let mut out = Vec::with_capacity(size + 1024);
    while out.len() < size {
        if random.below(4) == 0 {
            out.extend_from_slice(b"mrn,last_name,first_name,birth_date,ssn,phone,email,zip\n");
            for _ in 0..random.between(4, 30) {
                template::write(random.pick(ROWS), WORDS, &mut random, &mut out);
            }
        } else {
            for _ in 0..random.between(1, 8) {
                template::write(random.pick(BLOCKS), WORDS, &mut random, &mut out);
            }
        }
        out.push(b'\n');
    }
    template::cut(out, size)
}
