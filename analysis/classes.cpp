// SPDX-License-Identifier: Apache-2.0
#include "analysis/classes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sanvat::analysis {

namespace {

constexpr std::array<std::string_view, 4> class_method_names{"equal", "quantile", "jenks", "pretty"};

/// The different values, ascending, and how often each comes.
struct Distinct {
    std::vector<double> values;
    std::vector<std::size_t> counts;
};

Distinct distinct_of(const std::vector<double>& sorted) {
    Distinct distinct;
    for (const double value : sorted) {
        if (distinct.values.empty() || value != distinct.values.back()) {
            distinct.values.push_back(value);
            distinct.counts.push_back(0);
        }
        ++distinct.counts.back();
    }
    return distinct;
}

// Each gives where the classes end, ascending. The last end is not below the largest value.

std::vector<double> equal_ends(double least, double most, std::size_t classes) {
    std::vector<double> ends;
    const auto all = static_cast<double>(classes);
    // So weighted, breaks between whole numbers have no dust in the last digits.
    for (double i = 1; i < all; ++i)
        ends.push_back((least * (all - i) + most * i) / all);
    ends.push_back(most);
    return ends;
}

std::vector<double> quantile_ends(const std::vector<double>& sorted, std::size_t classes) {
    std::vector<double> ends;
    for (std::size_t i = 1; i <= classes; ++i) {
        const std::size_t rank = (i * sorted.size() + classes - 1) / classes;
        const double end = sorted[rank - 1];
        if (ends.empty() || end != ends.back()) ends.push_back(end);
    }
    return ends;
}

/// Fisher's dynamic programme. `least[k][j]` is the least sum of squared deviations of the values 0 to j in k+1
/// classes, `start[k][j]` the first value of the last of them.
class NaturalBreaks {
public:
    NaturalBreaks(const Distinct& distinct, std::size_t classes)
        : distinct_(distinct),
          least_(classes, std::vector<double>(distinct.values.size(), std::numeric_limits<double>::infinity())),
          start_(classes, std::vector<std::uint32_t>(distinct.values.size())) {
        for (std::size_t j = 0; j < distinct.values.size(); ++j)
            solve(j);
    }

    [[nodiscard]] std::vector<double> ends() const {
        std::vector<double> ends;
        std::size_t last = distinct_.values.size() - 1;
        for (std::size_t k = least_.size(); k-- > 0;) {
            ends.push_back(distinct_.values[last]);
            if (k > 0) last = start_[k][last] - 1;
        }
        std::ranges::reverse(ends);
        return ends;
    }

private:
    /// Lets the last class grow downwards from value j. Its spread is updated value by value (West 1979): differences
    /// of running sums of squares would lose all digits where one value is far above the rest.
    void solve(std::size_t j) {
        double weight = 0;
        double mean = 0;
        double spread = 0;
        for (std::size_t i = j + 1; i-- > 0;) {
            const auto count = static_cast<double>(distinct_.counts[i]);
            const double off = distinct_.values[i] - mean;
            const double share = count / (weight + count);
            spread += weight * share * off * off;
            mean += share * off;
            weight += count;
            if (i == 0) {
                least_[0][j] = spread;
                continue;
            }
            for (std::size_t k = 1; k < least_.size() && k <= i; ++k) {
                const double sum = least_[k - 1][i - 1] + spread;
                if (!(sum < least_[k][j])) continue;
                least_[k][j] = sum;
                start_[k][j] = static_cast<std::uint32_t>(i);
            }
        }
    }

    const Distinct& distinct_;
    std::vector<std::vector<double>> least_;
    std::vector<std::vector<std::uint32_t>> start_;
};

/// A step of 1, 2 or 5 times a power of ten, and its multiples without the dust of repeated addition.
struct Step {
    int mantissa = 1;
    int exponent = 0;

    [[nodiscard]] double times(double multiple) const {
        const double power = std::pow(10.0, std::abs(exponent));
        return exponent < 0 ? multiple * mantissa / power : multiple * mantissa * power;
    }
    [[nodiscard]] Step next() const {
        if (mantissa == 1) return {2, exponent};
        if (mantissa == 2) return {5, exponent};
        return {1, exponent + 1};
    }
};

/// The breaks from at or below the least to at or above the most value, so one more than there are classes.
std::vector<double> pretty_breaks(double least, double most, std::size_t classes) {
    const double width = (most - least) / static_cast<double>(classes);
    Step step{1, static_cast<int>(std::floor(std::log10(width))) - 1};
    while (true) {
        // A multiple too low or too high by rounding would leave a value out.
        double first = std::floor(least / step.times(1));
        double last = std::ceil(most / step.times(1));
        if (step.times(first) > least) --first;
        if (step.times(last) < most) ++last;
        if (step.times(first + 1) <= least && first + 1 < last) ++first;
        if (step.times(last - 1) >= most && first + 1 < last) --last;
        if (last - first <= static_cast<double>(classes)) {
            std::vector<double> breaks;
            for (double i = 0; i <= last - first; ++i) {
                const double at = step.times(first + i) + 0.0;  // + 0.0: no "-0"
                // Beyond 2^53 two multiples may be the same number.
                if (breaks.empty() || at > breaks.back()) breaks.push_back(at);
            }
            return breaks;
        }
        step = step.next();
    }
}

std::vector<ValueClass> classes_between(double from, const std::vector<double>& ends,
                                        const std::vector<double>& sorted) {
    std::vector<ValueClass> classes;
    std::size_t counted = 0;
    for (const double end : ends) {
        const auto up_to = static_cast<std::size_t>(std::ranges::upper_bound(sorted, end) - sorted.begin());
        classes.push_back({from, end, classes.empty(), up_to - counted});
        counted = up_to;
        from = end;
    }
    return classes;
}

}  // namespace

std::string_view to_string(ClassMethod method) noexcept {
    return class_method_names[static_cast<std::size_t>(method)];
}

std::optional<ClassMethod> parse_class_method(std::string_view text) noexcept {
    const auto found = std::ranges::find(class_method_names, text);
    if (found == class_method_names.end()) return std::nullopt;
    return static_cast<ClassMethod>(found - class_method_names.begin());
}

std::vector<ValueClass> classify(std::span<const double> values, ClassMethod method, std::size_t wanted) {
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    if (sorted.empty()) return {};
    const double least = sorted.front();
    const double most = sorted.back();
    const Distinct distinct = distinct_of(sorted);
    const std::size_t classes = std::min(wanted, distinct.values.size());
    if (distinct.values.size() == 1) return {{least, most, true, sorted.size()}};
    switch (method) {
        case ClassMethod::equal:
            return classes_between(least, equal_ends(least, most, classes), sorted);
        case ClassMethod::quantile:
            return classes_between(least, quantile_ends(sorted, classes), sorted);
        case ClassMethod::jenks:
            return classes_between(least, NaturalBreaks(distinct, classes).ends(), sorted);
        case ClassMethod::pretty:
            break;
    }
    const std::vector<double> breaks = pretty_breaks(least, most, classes);
    return classes_between(breaks.front(), {breaks.begin() + 1, breaks.end()}, sorted);
}

}  // namespace sanvat::analysis
