// SPDX-License-Identifier: Apache-2.0
#include "tiler/palette.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <numeric>
#include <queue>
#include <span>
#include <tuple>

namespace sanvat::tiler {

namespace {

constexpr std::size_t channels = 4;

constexpr std::uint32_t channel(std::uint32_t pixel, std::size_t c) noexcept {
    return pixel >> 8u * c & 0xffu;
}

/// The bits of the channels by turns, the highest first: colours with the same first bits lie in one cube.
std::uint32_t interleaved(std::uint32_t pixel) noexcept {
    static const auto spread = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t value = 0; value < table.size(); ++value) {
            for (std::uint32_t bit = 0; bit < 8; ++bit)
                table[value] |= (value >> bit & 1u) << channels * bit;
        }
        return table;
    }();
    std::uint32_t code = 0;
    for (std::size_t c = 0; c < channels; ++c)
        code |= spread[channel(pixel, c)] << c;
    return code;
}

/// Red, green and blue as they show on black.
std::uint32_t premultiplied(std::uint32_t pixel) noexcept {
    const std::uint32_t alpha = pixel >> 24u;
    if (alpha == 0xff) return pixel;
    std::uint32_t result = alpha << 24u;
    for (std::size_t c = 0; c + 1 < channels; ++c)
        result |= (channel(pixel, c) * alpha + 127) / 255 << 8u * c;
    return result;
}

/// From means of premultiplied channels.
std::uint32_t pixel_of(const std::array<double, channels>& means) noexcept {
    const double alpha = std::round(means.back());
    if (alpha == 0) return 0;
    auto pixel = static_cast<std::uint32_t>(alpha) << 24u;
    for (std::size_t c = 0; c + 1 < channels; ++c)
        pixel |= static_cast<std::uint32_t>(std::min(255.0, std::round(means[c] * 255 / means.back()))) << 8u * c;
    return pixel;
}

/// A colour of the picture where its code puts it.
struct Entry {
    std::uint32_t code;
    std::uint32_t position;  ///< among the picture's colours
    std::uint32_t pixel;
    std::uint32_t shown;  ///< premultiplied
};

/// Sums over all entries before one.
struct Sums {
    double weight = 0;
    std::array<double, channels> values{};
    double squares = 0;
};

/// Neighbours in the order of codes.
struct Group {
    std::uint32_t begin;
    std::uint32_t end;
    double spread;  ///< weighted sum of squared distances from the mean; below 0: it cannot be split
};

/// Groups to be split: the widest first, and among equals the first.
struct Narrower {
    bool operator()(const Group& a, const Group& b) const noexcept {
        return a.spread != b.spread ? a.spread < b.spread : a.begin > b.begin;
    }
};

/// Puts colours together until they are few enough.
class Grouping {
public:
    Grouping(std::vector<Entry> entries, const std::vector<std::uint32_t>& counts)
        : entries_(std::move(entries)), counts_(counts) {
        std::ranges::sort(entries_, [](const Entry& a, const Entry& b) {
            return std::pair(a.code, a.pixel) < std::pair(b.code, b.pixel);
        });
        add_up();
    }

    /// Calls `add` with the stand-in of each group and the span of its entries.
    template <typename Add>
    void each_group(std::size_t most, Add add) const {
        std::priority_queue<Group, std::vector<Group>, Narrower> open;
        open.push(group(0, static_cast<std::uint32_t>(entries_.size())));
        while (open.size() < most && open.top().spread >= 0) {
            const Group widest = open.top();
            open.pop();
            const std::uint32_t half = middle(widest);
            open.push(group(widest.begin, half));
            open.push(group(half, widest.end));
        }
        for (; !open.empty(); open.pop()) {
            const Group& group = open.top();
            add(stand_in(group), std::span(entries_).subspan(group.begin, group.end - group.begin));
        }
    }

private:
    /// What is seen often counts more, but not so much more that small things lose their colour.
    [[nodiscard]] double weight_of(const Entry& entry) const noexcept {
        return std::sqrt(std::sqrt(counts_[entry.position]));
    }

    void add_up() {
        sums_.reserve(entries_.size() + 1);
        sums_.emplace_back();
        for (const Entry& entry : entries_) {
            Sums next = sums_.back();
            const double weight = weight_of(entry);
            next.weight += weight;
            for (std::size_t c = 0; c < channels; ++c) {
                const double value = channel(entry.shown, c);
                next.values[c] += weight * value;
                next.squares += weight * value * value;
            }
            sums_.push_back(next);
        }
    }

    [[nodiscard]] Group group(std::uint32_t begin, std::uint32_t end) const noexcept {
        if (entries_[begin].code == entries_[end - 1].code) return {begin, end, -1};
        const Sums& a = sums_[begin];
        const Sums& b = sums_[end];
        double spread = b.squares - a.squares;
        for (std::size_t c = 0; c < channels; ++c) {
            const double sum = b.values[c] - a.values[c];
            spread -= sum * sum / (b.weight - a.weight);
        }
        return {begin, end, std::max(spread, 0.0)};
    }

    /// Where the first bit turns in which codes of the group differ.
    [[nodiscard]] std::uint32_t middle(const Group& group) const noexcept {
        const std::uint32_t bit = std::bit_floor(entries_[group.begin].code ^ entries_[group.end - 1].code);
        const auto found = std::partition_point(entries_.begin() + group.begin, entries_.begin() + group.end,
                                                [bit](const Entry& entry) { return (entry.code & bit) == 0; });
        return static_cast<std::uint32_t>(found - entries_.begin());
    }

    [[nodiscard]] std::uint32_t stand_in(const Group& group) const noexcept {
        const Sums& a = sums_[group.begin];
        const Sums& b = sums_[group.end];
        std::array<double, channels> means{};
        for (std::size_t c = 0; c < channels; ++c)
            means[c] = (b.values[c] - a.values[c]) / (b.weight - a.weight);
        return pixel_of(means);
    }

    std::vector<Entry> entries_;  // by code
    const std::vector<std::uint32_t>& counts_;
    std::vector<Sums> sums_;
};

/// The least number of pixels of colours that stay.
std::uint32_t common_count(std::vector<std::uint32_t> counts) {
    constexpr std::size_t most_that_stay = 128;
    const std::uint64_t pixels = std::reduce(counts.begin(), counts.end(), std::uint64_t{0});
    std::ranges::nth_element(counts, counts.begin() + most_that_stay, std::greater<>());
    return std::max(counts[most_that_stay] + 1, static_cast<std::uint32_t>(pixels / 256));
}

/// A colour of the palette and those it stands for, by position.
struct StandIn {
    std::uint32_t colour;
    std::vector<std::uint32_t> positions;
};

std::vector<StandIn> stand_ins(const std::vector<std::uint32_t>& colours, const std::vector<std::uint32_t>& counts) {
    std::vector<StandIn> result;
    const std::uint32_t common = colours.size() <= Palette::most ? 0 : common_count(counts);
    std::vector<Entry> rare;
    for (std::uint32_t i = 0; i < colours.size(); ++i) {
        const std::uint32_t shown = premultiplied(colours[i]);
        if (counts[i] >= common) result.push_back({colours[i], {i}});
        if (counts[i] < common) rare.push_back({interleaved(shown), i, colours[i], shown});
    }
    if (rare.empty()) return result;
    Grouping(std::move(rare), counts)
        .each_group(Palette::most - result.size(), [&](std::uint32_t colour, std::span<const Entry> entries) {
            StandIn& made = result.emplace_back(StandIn{colour, {}});
            for (const Entry& entry : entries)
                made.positions.push_back(entry.position);
        });
    return result;
}

}  // namespace

Palette reduce(const std::vector<std::uint32_t>& colours, const std::vector<std::uint32_t>& counts) {
    auto all = stand_ins(colours, counts);
    // Those not opaque first. Equal colours are of two groups or of a group and a colour that stays: whichever is first
    // makes no difference to what is seen, but would to the bytes.
    std::ranges::sort(all, {}, [&](const StandIn& s) {
        return std::tuple(s.colour >> 24u == 0xff, s.colour, colours[s.positions.front()]);
    });
    Palette palette;
    palette.stand_in.resize(colours.size());
    for (const StandIn& standing : all) {
        const auto place = static_cast<std::uint8_t>(palette.colours.size());
        palette.colours.push_back(standing.colour);
        for (const std::uint32_t position : standing.positions)
            palette.stand_in[position] = place;
    }
    return palette;
}

}  // namespace sanvat::tiler
