// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sanvat::analysis {

/// A pattern of the operator LIKE as CQL2 has it (OGC 21-065, 7.2): `%` stands for any characters or none, `_` for one
/// character; a part may also be plain text, where neither means anything. Letters must agree in case and marks.
/// Immutable and thread-safe.
class LikePattern {
public:
    LikePattern() = default;

    void add_text(std::string_view utf8);
    void add_one();
    void add_any();

    /// Time grows with the length of the text times that of the pattern at worst.
    [[nodiscard]] bool matches(std::string_view utf8) const noexcept;

    /// As CQL2 writes it, wildcards that are text escaped by a backslash; without quotes.
    [[nodiscard]] std::string to_string() const;

private:
    /// A code point, or one of the two wildcards, which are no code points.
    std::vector<char32_t> pieces_;
};

}  // namespace sanvat::analysis
