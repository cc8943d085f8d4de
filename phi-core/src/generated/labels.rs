// Written by `cargo xtask generate` from detectors/labels.toml.

//! Labels.

/// What a finding is. Numbers are stable for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum Label {
    /// Name of any person: patient, relative, clinician.
    Name = 1,
    /// Date finer than a year that is tied to a person.
    Date = 2,
    /// Age of 90 and over.
    Age = 3,
    /// Street, city, county, ZIP or postcode: anything smaller than a state.
    Location = 4,
    /// Institution tied to a person: care, payer, employer, school.
    Org = 5,
    /// Telephone, fax or pager number.
    Phone = 6,
    /// E-mail address.
    Email = 7,
    /// Web address that carries a person's or an account's identity.
    Url = 8,
    /// Internet protocol address.
    Ip = 9,
    /// Social Security number, or its visible part.
    Ssn = 10,
    /// Medical record number.
    Mrn = 11,
    /// Health plan beneficiary, member or group number.
    PlanId = 12,
    /// Account, encounter, claim, invoice or bank account number.
    Account = 13,
    /// Certificate or licence number: NPI, DEA, driver's licence, passport.
    License = 14,
    /// Vehicle identifier or licence plate.
    Vehicle = 15,
    /// Device identifier or serial number.
    Device = 16,
    /// National identity, health or tax number of a person.
    NationalId = 17,
    /// Payment card number.
    Card = 18,
    /// Any other unique identifier of a person's matter.
    Id = 19,
    /// Password, key, token or other secret.
    Credential = 20,
    /// ICD-10 diagnosis code: health information, no identifier by itself.
    DxCode = 21,
}

impl Label {
    /// Every label, in the order of the numbers.
    pub const ALL: &'static [Label] = &[
        Label::Name,
        Label::Date,
        Label::Age,
        Label::Location,
        Label::Org,
        Label::Phone,
        Label::Email,
        Label::Url,
        Label::Ip,
        Label::Ssn,
        Label::Mrn,
        Label::PlanId,
        Label::Account,
        Label::License,
        Label::Vehicle,
        Label::Device,
        Label::NationalId,
        Label::Card,
        Label::Id,
        Label::Credential,
        Label::DxCode,
    ];

    /// The stable number.
    pub const fn number(self) -> u8 {
        self as u8
    }

    pub(crate) fn from_number(number: u8) -> Option<Label> {
        Label::ALL.iter().copied().find(|label| label.number() == number)
    }

    /// The name, as every output writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Label::Name => "NAME",
            Label::Date => "DATE",
            Label::Age => "AGE",
            Label::Location => "LOCATION",
            Label::Org => "ORG",
            Label::Phone => "PHONE",
            Label::Email => "EMAIL",
            Label::Url => "URL",
            Label::Ip => "IP",
            Label::Ssn => "SSN",
            Label::Mrn => "MRN",
            Label::PlanId => "PLAN_ID",
            Label::Account => "ACCOUNT",
            Label::License => "LICENSE",
            Label::Vehicle => "VEHICLE",
            Label::Device => "DEVICE",
            Label::NationalId => "NATIONAL_ID",
            Label::Card => "CARD",
            Label::Id => "ID",
            Label::Credential => "CREDENTIAL",
            Label::DxCode => "DX_CODE",
        }
    }

    /// What it means.
    pub const fn description(self) -> &'static str {
        match self {
            Label::Name => "Name of any person: patient, relative, clinician",
            Label::Date => "Date finer than a year that is tied to a person",
            Label::Age => "Age of 90 and over",
            Label::Location => "Street, city, county, ZIP or postcode: anything smaller than a state",
            Label::Org => "Institution tied to a person: care, payer, employer, school",
            Label::Phone => "Telephone, fax or pager number",
            Label::Email => "E-mail address",
            Label::Url => "Web address that carries a person's or an account's identity",
            Label::Ip => "Internet protocol address",
            Label::Ssn => "Social Security number, or its visible part",
            Label::Mrn => "Medical record number",
            Label::PlanId => "Health plan beneficiary, member or group number",
            Label::Account => "Account, encounter, claim, invoice or bank account number",
            Label::License => "Certificate or licence number: NPI, DEA, driver's licence, passport",
            Label::Vehicle => "Vehicle identifier or licence plate",
            Label::Device => "Device identifier or serial number",
            Label::NationalId => "National identity, health or tax number of a person",
            Label::Card => "Payment card number",
            Label::Id => "Any other unique identifier of a person's matter",
            Label::Credential => "Password, key, token or other secret",
            Label::DxCode => "ICD-10 diagnosis code: health information, no identifier by itself",
        }
    }

    /// Letter of 45 CFR 164.514(b)(2)(i); `None` for health information that identifies nobody.
    pub const fn safe_harbor(self) -> Option<char> {
        match self {
            Label::Name => Some('A'),
            Label::Date => Some('C'),
            Label::Age => Some('C'),
            Label::Location => Some('B'),
            Label::Org => Some('A'),
            Label::Phone => Some('D'),
            Label::Email => Some('F'),
            Label::Url => Some('N'),
            Label::Ip => Some('O'),
            Label::Ssn => Some('G'),
            Label::Mrn => Some('H'),
            Label::PlanId => Some('I'),
            Label::Account => Some('J'),
            Label::License => Some('K'),
            Label::Vehicle => Some('L'),
            Label::Device => Some('M'),
            Label::NationalId => Some('R'),
            Label::Card => Some('J'),
            Label::Id => Some('R'),
            Label::Credential => Some('R'),
            Label::DxCode => None,
        }
    }

    /// The type of the i2b2 2014 challenge; empty where it has none.
    pub const fn i2b2(self) -> &'static str {
        match self {
            Label::Name => "NAME",
            Label::Date => "DATE",
            Label::Age => "AGE",
            Label::Location => "LOCATION",
            Label::Org => "LOCATION:ORGANIZATION",
            Label::Phone => "CONTACT:PHONE",
            Label::Email => "CONTACT:EMAIL",
            Label::Url => "CONTACT:URL",
            Label::Ip => "CONTACT:IPADDR",
            Label::Ssn => "ID:SSN",
            Label::Mrn => "ID:MEDICALRECORD",
            Label::PlanId => "ID:HEALTHPLAN",
            Label::Account => "ID:ACCOUNT",
            Label::License => "ID:LICENSE",
            Label::Vehicle => "ID:VEHICLE",
            Label::Device => "ID:DEVICE",
            Label::NationalId => "ID:IDNUM",
            Label::Card => "ID:ACCOUNT",
            Label::Id => "ID:IDNUM",
            Label::Credential => "ID:IDNUM",
            Label::DxCode => "",
        }
    }

    /// The entity that Presidio's users know.
    pub const fn presidio(self) -> &'static str {
        match self {
            Label::Name => "PERSON",
            Label::Date => "DATE_TIME",
            Label::Age => "AGE",
            Label::Location => "LOCATION",
            Label::Org => "ORGANIZATION",
            Label::Phone => "PHONE_NUMBER",
            Label::Email => "EMAIL_ADDRESS",
            Label::Url => "URL",
            Label::Ip => "IP_ADDRESS",
            Label::Ssn => "US_SSN",
            Label::Mrn => "MEDICAL_RECORD",
            Label::PlanId => "HEALTH_PLAN_ID",
            Label::Account => "US_BANK_NUMBER",
            Label::License => "US_DRIVER_LICENSE",
            Label::Vehicle => "VEHICLE_ID",
            Label::Device => "DEVICE_ID",
            Label::NationalId => "NATIONAL_ID",
            Label::Card => "CREDIT_CARD",
            Label::Id => "ID",
            Label::Credential => "CREDENTIAL",
            Label::DxCode => "DX_CODE",
        }
    }

    /// Other names under which annotated text has it.
    pub const fn also(self) -> &'static [&'static str] {
        match self {
            Label::Name => &["PATIENT", "DOCTOR", "PER", "NAMES", "FULL_NAME", "FIRST_NAME", "LAST_NAME", "MIDDLE_NAME", "GIVEN_NAME", "FAMILY_NAME", "SURNAME", "NICKNAME", "INITIALS", "STAFF", "HCW", "CLINICIAN", "PROVIDER", "PHYSICIAN", "NURSE", "RELATIVE", "FAMILY", "PATIENT_NAME", "DOCTOR_NAME", "PROVIDER_NAME"],
            Label::Date => &["DATETIME", "DATES", "DOB", "DATE_OF_BIRTH", "BIRTHDATE", "BIRTH_DATE", "BIRTHDAY"],
            Label::Age => &["AGES", "AGE_OVER_89", "AGE_ABOVE_89", "AGE_90_PLUS"],
            Label::Location => &["LOC", "STREET", "STREET_ADDRESS", "STREET_NAME", "ADDRESS", "CITY", "TOWN", "COUNTY", "DISTRICT", "ZIP", "ZIPCODE", "ZIP_CODE", "POSTCODE", "POSTAL_CODE", "PO_BOX", "LOCATION_OTHER", "COORDINATE", "COORDINATES"],
            Label::Org => &["HOSPITAL", "FACILITY", "CLINIC", "EMPLOYER", "SCHOOL", "COMPANY", "COMPANY_NAME", "INSTITUTION", "ORGANISATION", "PATORG"],
            Label::Phone => &["FAX", "PAGER", "TELEPHONE", "MOBILE", "TEL", "FAX_NUMBER", "PHONE_OR_FAX"],
            Label::Email => &["E_MAIL", "MAIL"],
            Label::Url => &["URI", "WEB", "WEBSITE", "WEB_URL", "WEB_ADDRESS"],
            Label::Ip => &["IPADDR", "IPADDRESS", "IPV4", "IPV6", "IP_ADDR"],
            Label::Ssn => &["SOCIAL_SECURITY_NUMBER", "SOCIALSECURITY", "SSN_LAST4", "SSN_LAST_4"],
            Label::Mrn => &["MEDICALRECORD", "MEDICAL_RECORD_NUMBER", "MEDICALRECORDNUMBER", "RECORD_NUMBER", "CHART_NUMBER"],
            Label::PlanId => &["HEALTHPLAN", "HEALTH_PLAN", "HEALTH_PLAN_BENEFICIARY_NUMBER", "MEMBER_ID", "MEDICARE_ID", "US_MBI", "MBI", "INSURANCE_ID", "INSURANCE_NUMBER"],
            Label::Account => &["ACCOUNT_NUMBER", "BANK_ACCOUNT", "BANK_NUMBER", "IBAN", "IBAN_CODE", "CLAIM_NUMBER", "INVOICE_NUMBER", "ENCOUNTER_ID", "ENCOUNTER_NUMBER", "VISIT_NUMBER"],
            Label::License => &["LICENCE", "LICENSE_NUMBER", "LICENCE_NUMBER", "CERTIFICATE", "CERTIFICATE_NUMBER", "MEDICAL_LICENSE", "DRIVER_LICENSE", "DRIVERS_LICENSE", "IT_DRIVER_LICENSE", "PASSPORT", "PASSPORT_NUMBER", "US_PASSPORT", "IT_PASSPORT", "IN_PASSPORT", "NPI", "US_NPI", "DEA", "DEA_NUMBER"],
            Label::Vehicle => &["VIN", "LICENSE_PLATE", "LICENCE_PLATE", "PLATE", "IN_VEHICLE_REGISTRATION"],
            Label::Device => &["DEVICE_IDENTIFIER", "SERIAL_NUMBER", "MAC", "MAC_ADDRESS", "IMEI", "UDI"],
            Label::NationalId => &["NATIONAL_ID_NUMBER", "TAX_ID", "US_ITIN", "UK_NHS", "NHS_NUMBER", "UK_NINO", "ES_NIF", "ES_NIE", "IT_FISCAL_CODE", "IT_IDENTITY_CARD", "PL_PESEL", "FI_PERSONAL_IDENTITY_CODE", "SG_NRIC_FIN", "AU_TFN", "AU_MEDICARE", "IN_PAN", "IN_AADHAAR", "IN_VOTER", "KR_RRN", "TH_TNIN"],
            Label::Card => &["CREDIT_CARD_NUMBER", "CREDITCARD", "CARD_NUMBER", "PAYMENT_CARD"],
            Label::Id => &["IDNUM", "IDENTIFIER", "ID_NUMBER", "IDNUMBER", "USERNAME", "USER_NAME", "USER_ID", "LOGIN", "EMPLOYEE_ID", "ACCESSION_NUMBER", "UNIQUE_ID", "OTHER_ID", "BIOID"],
            Label::Credential => &["PASSWORD", "SECRET", "API_KEY", "TOKEN", "ACCESS_TOKEN", "PIN", "PRIVATE_KEY"],
            Label::DxCode => &["ICD", "ICD10", "ICD_10", "ICD_10_CM", "ICD10CM", "ICD_CODE", "DIAGNOSIS_CODE"],
        }
    }

    /// Who wins when everything else is equal, 1 first.
    pub(crate) const fn order(self) -> u8 {
        match self {
            Label::Name => 21,
            Label::Date => 10,
            Label::Age => 18,
            Label::Location => 19,
            Label::Org => 20,
            Label::Phone => 9,
            Label::Email => 14,
            Label::Url => 17,
            Label::Ip => 15,
            Label::Ssn => 3,
            Label::Mrn => 8,
            Label::PlanId => 2,
            Label::Account => 7,
            Label::License => 5,
            Label::Vehicle => 12,
            Label::Device => 13,
            Label::NationalId => 4,
            Label::Card => 6,
            Label::Id => 11,
            Label::Credential => 1,
            Label::DxCode => 16,
        }
    }
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

impl std::str::FromStr for Label {
    type Err = crate::Error;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let label = Label::ALL.iter().copied().find(|label| label.name().eq_ignore_ascii_case(name));
        label.ok_or_else(|| crate::Error::new(crate::ErrorCode::UnknownLabel, "no label has this name"))
    }
}
