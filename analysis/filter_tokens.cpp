// SPDX-License-Identifier: Apache-2.0
#include "analysis/filter_tokens.hpp"

#include <algorithm>
#include <array>

namespace sanvat::analysis {

namespace {

using Kind = FilterToken::Kind;

constexpr std::array<std::string_view, 12> keywords{"AND",  "BETWEEN", "DATE", "FALSE", "IN",        "IS",
                                                    "LIKE", "NOT",     "NULL", "OR",    "TIMESTAMP", "TRUE"};

constexpr char upper(char c) noexcept {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

constexpr bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// Letters of all alphabets begin names, as the grammar of CQL2 has it, give or take a few signs beyond ASCII.
constexpr bool begins_name(char c) noexcept {
    return (upper(c) >= 'A' && upper(c) <= 'Z') || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool goes_on_name(char c) noexcept {
    return begins_name(c) || is_digit(c) || c == '.';
}

class Reader {
public:
    explicit Reader(std::string_view filter) : filter_(filter) {}

    FilterToken next() {
        while (at_ < filter_.size() && is_blank(filter_[at_]))
            ++at_;
        if (at_ == filter_.size()) return {Kind::end, {}, at_};
        const char c = filter_[at_];
        if (c == '\'' || c == '"') return quoted(c);
        if (begins_name(c)) return taken(Kind::name, name_end());
        const bool is_sign = c == '+' || c == '-';
        if (is_digit(c) || c == '.' || is_sign) return taken(Kind::number, number_end());
        for (const std::string_view symbol : {"<>", "<=", ">=", "=", "<", ">", "(", ")", ","}) {
            if (filter_.substr(at_).starts_with(symbol)) return taken(Kind::symbol, at_ + symbol.size());
        }
        if (filter_.substr(at_).starts_with("!=")) throw FilterFault{at_, "!= is no operator here", "write <>"};
        throw FilterFault{at_, "\"" + std::string(1, c) + "\" belongs to no word", "put text in single quotes"};
    }

private:
    FilterToken taken(Kind kind, std::size_t end) {
        const FilterToken token{kind, filter_.substr(at_, end - at_), at_};
        at_ = end;
        return token;
    }

    FilterToken quoted(char quote) {
        const std::size_t begin = at_ + 1;
        for (std::size_t i = begin; i < filter_.size(); ++i) {
            const bool escapes = quote == '\'' && filter_[i] == '\\';  // whatever follows, it does not close
            const bool doubled = filter_[i] == quote && i + 1 < filter_.size() && filter_[i + 1] == quote;
            if (escapes || doubled) {
                ++i;
            } else if (filter_[i] == quote) {
                const FilterToken token{quote == '"' ? Kind::quoted_name : Kind::text, filter_.substr(begin, i - begin),
                                        at_};
                at_ = i + 1;
                return token;
            }
        }
        throw FilterFault{at_, "a quote opens here and is never closed",
                          std::string("close it with ") + quote + ", and write a quote inside twice"};
    }

    [[nodiscard]] std::size_t name_end() const noexcept {
        std::size_t end = at_;
        while (end < filter_.size() && goes_on_name(filter_[end]))
            ++end;
        return end;
    }

    [[nodiscard]] std::size_t digits_end(std::size_t from) const noexcept {
        while (from < filter_.size() && is_digit(filter_[from]))
            ++from;
        return from;
    }

    [[nodiscard]] bool is_sign_at(std::size_t i) const noexcept {
        return i < filter_.size() && (filter_[i] == '+' || filter_[i] == '-');
    }

    /// Sign, digits with a point, exponent.
    [[nodiscard]] std::size_t number_end() const {
        const std::size_t begin = at_ + (is_sign_at(at_) ? 1 : 0);
        const std::size_t whole_end = digits_end(begin);
        std::size_t end = whole_end;
        if (end < filter_.size() && filter_[end] == '.') end = digits_end(end + 1);
        bool valid = whole_end > begin || end > whole_end + 1;
        if (end < filter_.size() && upper(filter_[end]) == 'E') {
            const std::size_t exponent = end + 1 + (is_sign_at(end + 1) ? 1 : 0);
            end = digits_end(exponent);
            valid = valid && end > exponent;
        }
        if (valid && (end == filter_.size() || !goes_on_name(filter_[end]))) return end;
        throw FilterFault{at_, "what begins here is no number", "write numbers like 12, -3.5 or 1e6"};
    }

    std::string_view filter_;
    std::size_t at_ = 0;
};

}  // namespace

bool FilterToken::is(std::string_view word) const noexcept {
    return (kind == Kind::name || kind == Kind::symbol) && std::ranges::equal(text, word, {}, upper);
}

std::vector<FilterToken> filter_tokens(std::string_view filter) {
    std::vector<FilterToken> tokens;
    Reader reader(filter);
    do {
        tokens.push_back(reader.next());
    } while (tokens.back().kind != Kind::end);
    return tokens;
}

bool is_filter_keyword(std::string_view name) noexcept {
    return std::ranges::any_of(keywords,
                               [&](std::string_view word) { return std::ranges::equal(name, word, {}, upper); });
}

}  // namespace sanvat::analysis
