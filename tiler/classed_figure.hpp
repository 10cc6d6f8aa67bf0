// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/classes.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// How much of a figure is made up: nothing, some, or at least half. What is only partly reported must not look so.
enum class MadeUp : std::uint8_t { nothing, some, most };
[[nodiscard]] MadeUp made_up(double illustrative, double whole) noexcept;

/// A figure that units or cells are coloured by, and its classes, as a legend tells them.
struct ClassedFigure {
    Titles title;  ///< with what it counts: "Số bản ghi trong ô (facilities)"
    std::vector<analysis::ValueClass> classes;
    std::array<std::size_t, 3> made_up{};  ///< units or cells by MadeUp
    double whole = 0;                      ///< of all records, placed or not
    double illustrative = 0;               ///< part of it
    double not_placed = 0;                 ///< part of it: what no unit or cell can claim
    std::size_t without_outline = 0;       ///< units that have the figure but cannot be drawn
    std::string note;                      ///< why there are fewer classes than asked for; empty where there are not

    /// Number of the class that holds a value of the figure, from 0.
    [[nodiscard]] std::size_t class_of(double value) const noexcept;
    /// Of a unit or cell in SceneItem::look; below SceneLayer::kind_step.
    [[nodiscard]] static constexpr std::uint32_t look_of(std::size_t number, std::size_t of) noexcept {
        return static_cast<std::uint32_t>(of * most_looks + number);
    }
    static constexpr std::size_t most_looks = 16;
    static_assert(analysis::most_classes < most_looks);
};

}  // namespace sanvat::tiler
