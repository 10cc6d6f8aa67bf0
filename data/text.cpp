// SPDX-License-Identifier: Apache-2.0
#include "data/text.hpp"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

#include "data/error.hpp"

namespace sanvat::data {

namespace {

void require_icu(UErrorCode code, const char* what) {
    if (U_FAILURE(code)) throw Error(ErrorKind::failure, {}, std::string(what) + ": " + u_errorName(code));
}

const icu::Normalizer2& nfc() {
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(code);
    require_icu(code, "no NFC data");
    return *normalizer;
}

const icu::Normalizer2& nfkc_casefold() {
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(code);
    require_icu(code, "no case folding data");
    return *normalizer;
}

const icu::Normalizer2& nfd() {
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFDInstance(code);
    require_icu(code, "no NFD data");
    return *normalizer;
}

bool is_ascii(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

constexpr UChar32 d_with_stroke = 0x111;  // đ does not decompose, so it is folded by rule

}  // namespace

std::string to_nfc(std::string_view utf8) {
    if (is_ascii(utf8)) return std::string{utf8};
    UErrorCode code = U_ZERO_ERROR;
    const auto composed =
        nfc().normalize(icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int>(utf8.size())}), code);
    require_icu(code, "cannot normalise");
    std::string out;
    return composed.toUTF8String(out);
}

bool is_utf8(std::string_view text) noexcept {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, size, c);
        if (c <= 0) return false;
    }
    return true;
}

std::string fold(std::string_view utf8) {
    UErrorCode code = U_ZERO_ERROR;
    const auto source = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int>(utf8.size())});
    const auto lower = nfkc_casefold().normalize(source, code);
    const auto decomposed = nfd().normalize(lower, code);
    require_icu(code, "cannot fold");
    icu::UnicodeString folded;
    bool blank_due = false;
    for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
        const UChar32 c = decomposed.char32At(i);
        if (u_charType(c) == U_NON_SPACING_MARK) continue;
        if (!u_isalnum(c)) {
            blank_due = !folded.isEmpty();
            continue;
        }
        if (blank_due) folded.append(static_cast<UChar32>(' '));
        blank_due = false;
        folded.append(c == d_with_stroke ? static_cast<UChar32>('d') : c);
    }
    std::string out;
    return folded.toUTF8String(out);
}

std::string slug(std::string_view utf8) {
    std::string out;
    for (const char c : fold(utf8)) {
        if (static_cast<unsigned char>(c) < 0x80) out += c == ' ' ? '_' : c;
    }
    return out;
}

int collate(std::string_view a, std::string_view b) {
    thread_local const std::unique_ptr<icu::Collator> collator = [] {
        UErrorCode code = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made{icu::Collator::createInstance(icu::Locale("vi"), code)};
        require_icu(code, "no Vietnamese collation");
        return made;
    }();
    UErrorCode code = U_ZERO_ERROR;
    const auto order =
        collator->compareUTF8({a.data(), static_cast<int>(a.size())}, {b.data(), static_cast<int>(b.size())}, code);
    require_icu(code, "cannot collate");
    return order == UCOL_LESS ? -1 : order == UCOL_GREATER ? 1 : 0;
}

std::string_view trim(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace sanvat::data
