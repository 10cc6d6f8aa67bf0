// SPDX-License-Identifier: Apache-2.0
#include "data/encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "data/error.hpp"
#include "data/text.hpp"

namespace sanvat::data {

namespace {

struct ConverterDeleter {
    void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};

UConverter* cp1258() {
    thread_local const std::unique_ptr<UConverter, ConverterDeleter> converter = [] {
        UErrorCode code = U_ZERO_ERROR;
        std::unique_ptr<UConverter, ConverterDeleter> made{ucnv_open("windows-1258", &code)};
        // A byte that the code page leaves open is an error, not a replacement character.
        ucnv_setToUCallBack(made.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &code);
        if (U_FAILURE(code))
            throw Error(ErrorKind::failure, {}, std::string("ICU has no CP1258: ") + u_errorName(code));
        return made;
    }();
    return converter.get();
}

std::optional<std::string> decode_cp1258(std::string_view bytes) {
    UErrorCode code = U_ZERO_ERROR;
    ucnv_resetToUnicode(cp1258());
    const icu::UnicodeString text{bytes.data(), static_cast<std::int32_t>(bytes.size()), cp1258(), code};
    if (U_FAILURE(code)) return std::nullopt;
    std::string utf8;
    text.toUTF8String(utf8);
    return to_nfc(utf8);
}

}  // namespace

Encoding parse_encoding(std::string_view text) {
    std::string upper{text};
    std::ranges::transform(upper, upper.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (upper == "AUTO") return Encoding::automatic;
    if (upper == "UTF-8" || upper == "UTF8") return Encoding::utf8;
    if (upper == "CP1258" || upper == "WINDOWS-1258") return Encoding::cp1258;
    if (upper == "TCVN3" || upper == "VNI") {
        throw bad_value("encoding", std::string{text} + " is not read yet", "convert the file to UTF-8 first");
    }
    throw bad_value("encoding", "\"" + std::string{text} + "\" is no encoding", "give auto, UTF-8 or CP1258");
}

std::optional<std::string> decode(std::string_view bytes, Encoding encoding) {
    if (encoding == Encoding::cp1258) return decode_cp1258(bytes);
    if (!is_utf8(bytes)) return std::nullopt;
    return to_nfc(bytes);
}

}  // namespace sanvat::data
