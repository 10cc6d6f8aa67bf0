// SPDX-License-Identifier: Apache-2.0
#include "analysis/like_pattern.hpp"

#include <algorithm>

namespace sanvat::analysis {

namespace {

constexpr char32_t one = 0x110000;
constexpr char32_t any = 0x110001;

/// Takes the first character off. A byte that begins none stands for itself, so that nothing is an endless loop.
char32_t take(std::string_view& text) noexcept {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t wanted = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::size_t size = std::min(wanted, text.size());
    char32_t point = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i)
        point = (point << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    text.remove_prefix(size);
    return point;
}

void put(std::string& out, char32_t point) {
    const auto low = [point](unsigned shift) { return static_cast<char>(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += {static_cast<char>(0xC0U | (point >> 6U)), low(0)};
    } else if (point < 0x10000) {
        out += {static_cast<char>(0xE0U | (point >> 12U)), low(6), low(0)};
    } else {
        out += {static_cast<char>(0xF0U | (point >> 18U)), low(12), low(6), low(0)};
    }
}

}  // namespace

void LikePattern::add_text(std::string_view utf8) {
    while (!utf8.empty())
        pieces_.push_back(take(utf8));
}

void LikePattern::add_one() {
    pieces_.push_back(one);
}

void LikePattern::add_any() {
    if (pieces_.empty() || pieces_.back() != any) pieces_.push_back(any);
}

bool LikePattern::matches(std::string_view utf8) const noexcept {
    std::size_t piece = 0;
    // Where to go on if what follows the last `%` turns out wrong: that `%` then swallows one character more.
    std::size_t after_any = pieces_.size() + 1;
    std::string_view swallowed_to;
    while (!utf8.empty()) {
        if (piece < pieces_.size() && pieces_[piece] == any) {
            after_any = ++piece;
            swallowed_to = utf8;
            continue;
        }
        std::string_view rest = utf8;
        const char32_t point = take(rest);
        if (piece < pieces_.size() && (pieces_[piece] == one || pieces_[piece] == point)) {
            ++piece;
            utf8 = rest;
            continue;
        }
        if (after_any > pieces_.size()) return false;
        take(swallowed_to);
        utf8 = swallowed_to;
        piece = after_any;
    }
    while (piece < pieces_.size() && pieces_[piece] == any)
        ++piece;
    return piece == pieces_.size();
}

std::string LikePattern::to_string() const {
    std::string text;
    for (const char32_t piece : pieces_) {
        if (piece == one || piece == any) {
            text += piece == one ? '_' : '%';
            continue;
        }
        if (piece == U'%' || piece == U'_' || piece == U'\\') text += '\\';
        put(text, piece);
    }
    return text;
}

}  // namespace sanvat::analysis
