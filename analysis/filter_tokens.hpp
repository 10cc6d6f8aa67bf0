// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sanvat::analysis {

/// A word of a filter in CQL2 text.
struct FilterToken {
    enum class Kind : std::uint8_t {
        name,         ///< a property or a keyword
        quoted_name,  ///< a property in double quotes
        text,         ///< a literal in single quotes
        number,
        symbol,  ///< = <> < <= > >= ( ) ,
        end,     ///< behind the last word
    };
    Kind kind = Kind::end;
    /// As written; of quoted names and texts what stands between the quotes, escapes still in it.
    std::string_view text;
    std::size_t at = 0;  ///< byte in the filter

    /// The keyword or symbol, keywords in whatever case; `word` in capitals.
    [[nodiscard]] bool is(std::string_view word) const noexcept;
};

/// What is wrong with a filter and where. The parser says whose filter it is.
struct FilterFault {
    std::size_t at = 0;  ///< byte in the filter
    std::string problem;
    std::string remedy;
};

/// The words, the last one `end`; they point into the filter. Throws FilterFault for a quote that is never closed, a
/// number that is none, and characters of no word.
[[nodiscard]] std::vector<FilterToken> filter_tokens(std::string_view filter);

/// True for names that need quotes to be properties.
[[nodiscard]] bool is_filter_keyword(std::string_view name) noexcept;

}  // namespace sanvat::analysis
