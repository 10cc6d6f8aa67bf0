// SPDX-License-Identifier: Apache-2.0
// What filters mean, against a second reading of the rules.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <random>

#include "analysis/filter_parser.hpp"
#include "analysis/filter_tokens.hpp"
#include "tests/analysis/filter_fixture.hpp"

namespace sanvat::analysis::filter_meaning_test {
namespace {

using test_filter::complaint;
using test_filter::feature;
using test_filter::parsed;

/// Random filters as text, and what each means, worked out by the rules of SQL without any of the code under test.
class RandomFilters {
public:
    using Record = std::map<std::string, data::Value>;
    using Meaning = std::function<Truth(const Record&)>;
    struct Filter {
        std::string text;
        Meaning meaning;
    };

    explicit RandomFilters(unsigned seed) : random_(seed) {}

    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }

    Filter filter(int depth) {
        const int kind = depth == 0 ? below(2) : below(6);
        if (kind >= 4) return negated(depth);
        if (kind >= 2) return junction(depth, kind == 2);
        return leaf();
    }

    Record record() {
        Record made;
        if (below(4) > 0) made["stars"] = std::int64_t{3 + below(3)};
        if (below(4) > 0) made["name"] = word();
        if (below(4) > 0) made["subgroup"] = word();
        if (below(4) > 0) made["rating_signed_on"] = day();
        return made;
    }

private:
    static data::Value get(const Record& record, const std::string& property) {
        const auto found = record.find(property);
        return found == record.end() ? data::Value{} : found->second;
    }

    Filter negated(int depth) {
        const Filter inner = filter(depth - 1);
        return {"NOT (" + inner.text + ")", [inner](const Record& r) {
                    const Truth t = inner.meaning(r);
                    return t == Truth::unknown ? t : t == Truth::yes ? Truth::no : Truth::yes;
                }};
    }

    Filter junction(int depth, bool all) {
        const Filter a = filter(depth - 1);
        const Filter b = filter(depth - 1);
        const std::string word = all ? (below(2) ? ") AND (" : ") and\n(") : ") OR (";
        return {"(" + a.text + word + b.text + ")", [a, b, all](const Record& r) {
                    const Truth s = a.meaning(r);
                    const Truth t = b.meaning(r);
                    const Truth strong = all ? Truth::no : Truth::yes;
                    if (s == strong || t == strong) return strong;
                    if (s == Truth::unknown || t == Truth::unknown) return Truth::unknown;
                    return all ? Truth::yes : Truth::no;
                }};
    }

    /// Letters and signs that mean something to LIKE or to quotes.
    std::string word() {
        static const std::vector<std::string> parts{"a", "b", "ượ", "%", "_", "'", "\\"};
        std::string text;
        for (int i = below(4); i > 0; --i)
            text += parts[static_cast<std::size_t>(below(static_cast<int>(parts.size())))];
        return text;
    }
    std::string day() { return "2023-0" + std::to_string(1 + below(9)) + "-15"; }

    static std::string quoted(const std::string& text, bool in_pattern = false) {
        std::string out = "'";
        for (const char c : text) {
            if (c == '\'') out += '\'';
            if (c == '\\' || (in_pattern && (c == '%' || c == '_'))) out += '\\';
            out += c;
        }
        return out + "'";
    }

    template <typename T>
    static Truth compare(const std::string& symbol, const T& a, const T& b) {
        const bool holds = symbol == "="    ? a == b
                           : symbol == "<>" ? !(a == b)
                           : symbol == "<"  ? a < b
                           : symbol == "<=" ? !(b < a)
                           : symbol == ">"  ? b < a
                                            : !(a < b);
        return holds ? Truth::yes : Truth::no;
    }

    Filter leaf() {
        switch (below(7)) {
            case 0:
                return null_test();
            case 1:
                return like();
            case 2:
                return in_list();
            case 3:
                return between();
            case 4:
                return days();
            case 5:
                return two_properties();
            default:
                return numbers();
        }
    }

    std::string symbol() {
        static const std::vector<std::string> all{"=", "<>", "<", "<=", ">", ">="};
        return all[static_cast<std::size_t>(below(6))];
    }

    Filter numbers() {
        const std::string s = symbol();
        const int n = 2 + below(5);
        return {"stars " + s + " " + std::to_string(n), [s, n](const Record& r) {
                    const auto v = get(r, "stars");
                    return data::is_null(v) ? Truth::unknown : compare<std::int64_t>(s, std::get<std::int64_t>(v), n);
                }};
    }
    Filter days() {
        const std::string s = symbol();
        const std::string d = day();
        return {"DATE('" + d + "')" + s + "rating_signed_on", [s, d](const Record& r) {
                    const auto v = get(r, "rating_signed_on");
                    return data::is_null(v) ? Truth::unknown : compare(s, d, std::get<std::string>(v));
                }};
    }
    Filter two_properties() {
        const std::string s = symbol();
        return {"name " + s + " subgroup", [s](const Record& r) {
                    const auto a = get(r, "name");
                    const auto b = get(r, "subgroup");
                    if (data::is_null(a) || data::is_null(b)) return Truth::unknown;
                    return compare(s, std::get<std::string>(a), std::get<std::string>(b));
                }};
    }
    Filter null_test() {
        const bool negative = below(2) == 1;
        return {negative ? "\"name\" IS NOT NULL" : "name is null", [negative](const Record& r) {
                    return data::is_null(get(r, "name")) != negative ? Truth::yes : Truth::no;
                }};
    }
    Filter in_list() {
        const std::string a = word();
        const std::string b = word();
        const bool negative = below(2) == 1;
        return {std::string("name ") + (negative ? "NOT " : "") + "IN (" + quoted(a) + ", " + quoted(b) + ")",
                [=](const Record& r) {
                    const auto v = get(r, "name");
                    if (data::is_null(v)) return Truth::unknown;
                    const auto& text = std::get<std::string>(v);
                    return (text == a || text == b) != negative ? Truth::yes : Truth::no;
                }};
    }
    Filter between() {
        const int low = 2 + below(4);
        const int high = 2 + below(4);
        const bool negative = below(2) == 1;
        return {std::string("stars ") + (negative ? "NOT " : "") + "BETWEEN " + std::to_string(low) + " AND " +
                    std::to_string(high),
                [=](const Record& r) {
                    const auto v = get(r, "stars");
                    if (data::is_null(v)) return Truth::unknown;
                    const auto n = std::get<std::int64_t>(v);
                    return (low <= n && n <= high) != negative ? Truth::yes : Truth::no;
                }};
    }

    /// A pattern as pieces: "" any, "?" one character, else text.
    static bool fits(const std::vector<std::string>& pattern, std::size_t at, std::string_view text) {
        if (at == pattern.size()) return text.empty();
        const std::string& piece = pattern[at];
        if (piece.empty()) {
            for (std::size_t skip = 0; skip <= text.size(); ++skip) {
                if (fits(pattern, at + 1, text.substr(skip))) return true;
            }
            return false;
        }
        if (piece == "?") {
            if (text.empty()) return false;
            std::size_t size = 1;
            while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
                ++size;
            return fits(pattern, at + 1, text.substr(size));
        }
        return text.starts_with(piece) && fits(pattern, at + 1, text.substr(piece.size()));
    }

    Filter like() {
        std::vector<std::string> pattern;
        std::string literal = "'";
        for (int i = below(5); i > 0; --i) {
            const int kind = below(3);
            std::string text = word();
            if (kind == 2 && text.empty()) text = "a";
            pattern.push_back(kind == 0 ? "" : kind == 1 ? "?" : text);
            const std::string as_text = quoted(text, true);
            literal += kind == 0 ? "%" : kind == 1 ? "_" : as_text.substr(1, as_text.size() - 2);
        }
        literal += "'";
        const bool negative = below(2) == 1;
        return {std::string("name ") + (negative ? "NOT " : "") + "LIKE " + literal, [=](const Record& r) {
                    const auto v = get(r, "name");
                    if (data::is_null(v)) return Truth::unknown;
                    return fits(pattern, 0, std::get<std::string>(v)) != negative ? Truth::yes : Truth::no;
                }};
    }

    std::mt19937 random_;
};

TEST(FilterMeaning, IsWhatTheRulesOfSqlSay) {
    RandomFilters random(1);
    std::map<Truth, int> seen;
    for (int i = 0; i < 3'000; ++i) {
        const auto filter = random.filter(random.below(6));
        if (filter.text.size() > longest_filter) continue;
        const Expression expression = parsed(filter.text);
        for (int j = 0; j < 5; ++j) {
            const auto record = random.record();
            const Truth truth = evaluate(expression, feature(CollectionId::products, record));
            ASSERT_EQ(truth, filter.meaning(record)) << filter.text;
            ++seen[truth];
        }
    }
    for (const Truth truth : {Truth::no, Truth::unknown, Truth::yes})
        EXPECT_GT(seen[truth], 1'000);
}

TEST(FilterMeaning, CutAnywhereAFilterAnswersOrComplains) {
    RandomFilters random(2);
    for (int i = 0; i < 300; ++i) {
        const std::string text = random.filter(4).text;
        for (std::size_t cut = 0; cut < std::min<std::size_t>(text.size(), 400); ++cut)
            static_cast<void>(complaint(text.substr(0, cut)));
    }
}

}  // namespace
}  // namespace sanvat::analysis::filter_meaning_test
