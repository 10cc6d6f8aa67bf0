// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/sample_owners.hpp"
#include "data/sample_tables.hpp"

namespace sanvat::data {

/// Makes the products of the plan for its owners. Throws Error(bad_input) where a batch has more owners than products,
/// names an unknown round, group or list of goods, or no good of its list can be made at an owner's home.
void make_products(Register& sample, const SamplePlan& plan, const SampleRounds& rounds, const SampleGround& ground,
                   const MadeOwners& owners);

/// The raw-material areas of the crop that a product of that unit draws on: those around it, the smallest of nested
/// ones, or else those inside it. Without a unit only what the whole province counts. Positions in the table.
[[nodiscard]] std::vector<std::size_t> areas_for(const Register& sample, const SampleGround& ground,
                                                 const std::string& crop, const std::optional<UnitKey>& unit);

/// Links every product to the areas of its material: derived for a reported product, illustrative for a made one,
/// which also gets a made share.
void link_supply(Register& sample, const SamplePlan& plan, const SampleGround& ground);

}  // namespace sanvat::data
