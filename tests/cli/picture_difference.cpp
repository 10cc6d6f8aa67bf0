// SPDX-License-Identifier: Apache-2.0
// picture_difference WANTED.png FOUND.png: says how much two pictures differ; exit code 1 where that is more than the
// eye would pass over, 2 where one cannot be read.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "tests/tiler/picture.hpp"

namespace {

/// Of 255, in any channel, opacity included: what a library's next release may do to the edge of a letter.
constexpr int tolerance = 24;
/// A name that moves takes more.
constexpr double most_share = 0.001;

std::string read(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    if (!stream) throw std::runtime_error("cannot be read");
    return bytes.str();
}

sanvat::tiler::Image picture(const std::string& file) {
    try {
        return sanvat::test::read_png(read(file));
    } catch (const std::exception& error) {
        throw std::runtime_error(file + ": " + error.what());
    }
}

int difference(std::uint32_t a, std::uint32_t b) {
    int most = 0;
    for (unsigned shift = 0; shift < 32; shift += 8)
        most = std::max(most, std::abs(static_cast<int>(a >> shift & 0xffu) - static_cast<int>(b >> shift & 0xffu)));
    return most;
}

int compare(const std::string& wanted_file, const std::string& found_file) {
    const auto wanted = picture(wanted_file);
    const auto found = picture(found_file);
    if (wanted.width != found.width || wanted.height != found.height) {
        std::cout << found_file << " has " << found.width << " × " << found.height << " pixels, " << wanted_file
                  << " has " << wanted.width << " × " << wanted.height << "\n";
        return EXIT_FAILURE;
    }
    std::size_t differing = 0;
    std::size_t worst = 0;
    int most = 0;
    for (std::size_t i = 0; i < wanted.pixels.size(); ++i) {
        const int here = difference(wanted.pixels[i], found.pixels[i]);
        if (here > tolerance) ++differing;
        if (here > most) worst = i;
        most = std::max(most, here);
    }
    if (static_cast<double>(differing) <= most_share * static_cast<double>(wanted.pixels.size())) return EXIT_SUCCESS;
    const auto width = static_cast<std::size_t>(wanted.width);
    std::cout << found_file << " differs from " << wanted_file << ": " << differing << " of " << wanted.pixels.size()
              << " pixels by more than " << tolerance << " of 255, most at " << worst % width << ", " << worst / width
              << " by " << most << "\n";
    return EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc != 3) throw std::runtime_error("give two pictures");
        return compare(argv[1], argv[2]);
    } catch (const std::exception& error) {
        std::cerr << "picture_difference: " << error.what() << "\n";
        return 2;
    }
}
