// SPDX-License-Identifier: Apache-2.0
#include "tiler/colour_runs.hpp"

#include <algorithm>

namespace sanvat::tiler {

namespace {

/// Numbers different colours as they come: open addressing, never more than half full.
class ColourNumbers {
public:
    explicit ColourNumbers(std::vector<std::uint32_t>& colours) : colours_(colours) {}

    std::uint32_t of(std::uint32_t colour) {
        std::size_t slot = slot_of(colour);
        while (slots_[slot] != empty) {
            if (colours_[slots_[slot]] == colour) return slots_[slot];
            slot = (slot + 1) & mask();
        }
        const auto number = static_cast<std::uint32_t>(colours_.size());
        slots_[slot] = number;
        colours_.push_back(colour);
        if (2 * colours_.size() > slots_.size()) grow();
        return number;
    }

private:
    static constexpr std::uint32_t empty = 0xffffffff;

    [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }
    [[nodiscard]] std::size_t slot_of(std::uint32_t colour) const noexcept {
        constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;
        return static_cast<std::size_t>(colour * golden >> 40u) & mask();
    }

    void grow() {
        slots_.assign(2 * slots_.size(), empty);
        for (std::uint32_t number = 0; number < colours_.size(); ++number) {
            std::size_t slot = slot_of(colours_[number]);
            while (slots_[slot] != empty)
                slot = (slot + 1) & mask();
            slots_[slot] = number;
        }
    }

    std::vector<std::uint32_t>& colours_;
    std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(4096, empty);
};

/// Where pixels equal to the first end. Runs are long: eight pixels at a time, which the compiler makes one comparison.
const std::uint32_t* end_of_run(const std::uint32_t* first, const std::uint32_t* end) noexcept {
    constexpr std::ptrdiff_t at_once = 8;
    const std::uint32_t pixel = *first++;
    for (; end - first >= at_once; first += at_once) {
        std::uint32_t differing = 0;
        for (std::ptrdiff_t i = 0; i < at_once; ++i)
            differing |= first[i] ^ pixel;
        if (differing != 0) break;
    }
    return std::find_if(first, end, [=](std::uint32_t other) { return other != pixel; });
}

}  // namespace

ColourRuns runs_of(const ImageView& image) {
    ColourRuns result;
    ColourNumbers numbers(result.colours);
    for (int y = 0; y < image.height; ++y) {
        const std::uint32_t* const row = image.row(y);
        const std::uint32_t* const end = row + image.width;
        for (const std::uint32_t* first = row; first != end;) {
            const std::uint32_t pixel = *first;
            const std::uint32_t* const next = end_of_run(first, end);
            const auto length = static_cast<std::uint32_t>(next - first);
            const bool clear = pixel >> 24u == 0;
            const std::uint32_t number = numbers.of(clear ? 0 : pixel);
            if (number == result.counts.size()) result.counts.push_back(0);
            result.counts[number] += length;
            result.runs.push_back({number, length});
            first = next;
        }
    }
    return result;
}

}  // namespace sanvat::tiler
