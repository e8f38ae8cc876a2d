// What every module on Eigen wants around it: memory that the host asks for and gives
// back, and `new` that traps when there is no more.
#pragma once
#include <emscripten.h>
#include <cstdint>
#include <cstdlib>
#include <new>

#define EXPORTED EMSCRIPTEN_KEEPALIVE

// Eigen asks for impossible storage here to say that memory ran out: trap, so
// that the caller learns of it, and never go on at address 0.
void* operator new(std::size_t bytes) {
  void* pointer = std::malloc(bytes);
  if (pointer == nullptr) __builtin_trap();
  return pointer;
}
void operator delete(void* pointer) noexcept { std::free(pointer); }
void operator delete(void* pointer, std::size_t) noexcept { std::free(pointer); }

extern "C" {
EXPORTED void* allocate(uint32_t bytes) { return std::malloc(bytes); }
EXPORTED void release(void* pointer) { std::free(pointer); }
}
